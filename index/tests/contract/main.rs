//! What every search engine must do, each statement a test that runs on each engine.

mod querying;
mod support;

use std::sync::Arc;

use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::embedded::{Embedded, Options};
use aluehaku_index::engine::Engine;

/// Runs a statement on an empty embedded engine.
fn on_embedded(statement: fn(&dyn Engine)) {
    let directory = tempfile::tempdir().unwrap();
    let engine = Embedded::open(directory.path(), Arc::new(Snowball), Options::default()).unwrap();
    statement(&engine);
}

/// Makes a test of each statement of an area.
macro_rules! statements {
    ($area:ident: $($statement:ident),+ $(,)?) => {
        mod $area {
            $(
                #[test]
                fn $statement() {
                    crate::on_embedded(crate::$area::$statement);
                }
            )+
        }
    };
}

mod embedded {
    statements!(querying: words_are_found_in_their_forms);
}
