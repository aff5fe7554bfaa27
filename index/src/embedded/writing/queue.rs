//! Documents on their way to tantivy's worker, with a limit on the memory they take meanwhile.
//!
//! Tantivy's own queue holds thousands of documents of any size. Each document here carries a
//! permit for its size, given back when the worker has taken it in or thrown it away.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use tantivy::TantivyDocument;
use tantivy::schema::document::Document;

/// Bytes of documents that may wait; one larger document may wait alone.
const CAPACITY: usize = 8 << 20;

/// Counts the bytes that wait.
#[derive(Clone, Debug, Default)]
pub(crate) struct Queue {
    state: Arc<(Mutex<usize>, Condvar)>,
}

/// A document that waits for the worker.
#[derive(Debug)]
pub(crate) struct QueuedDocument {
    document: TantivyDocument,
    size: usize,
    queue: Queue,
}

impl Queue {
    /// Lets a document of about `size` bytes in as soon as there is room.
    pub(crate) fn admit(&self, document: TantivyDocument, size: usize) -> QueuedDocument {
        let (waiting, changed) = &*self.state;
        let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
        while *waiting > 0 && *waiting + size > CAPACITY {
            waiting = changed
                .wait(waiting)
                .unwrap_or_else(PoisonError::into_inner);
        }
        *waiting += size;
        QueuedDocument {
            document,
            size,
            queue: self.clone(),
        }
    }
}

impl Drop for QueuedDocument {
    fn drop(&mut self) {
        let (waiting, changed) = &*self.queue.state;
        *waiting.lock().unwrap_or_else(PoisonError::into_inner) -= self.size;
        changed.notify_one();
    }
}

impl Document for QueuedDocument {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    #[test]
    fn a_document_waits_until_there_is_room() {
        let queue = Queue::default();
        let large = queue.admit(TantivyDocument::new(), 3 * CAPACITY);
        let (sender, receiver) = mpsc::channel();
        let waiting = thread::spawn({
            let queue = queue.clone();
            move || {
                sender.send("started").unwrap();
                let _small = queue.admit(TantivyDocument::new(), 1);
                sender.send("admitted").unwrap();
            }
        });
        assert_eq!(receiver.recv().unwrap(), "started");
        assert!(receiver.try_recv().is_err());
        drop(large);
        assert_eq!(receiver.recv().unwrap(), "admitted");
        waiting.join().unwrap();
    }
}
