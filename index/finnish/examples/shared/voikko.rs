//! Calls the C library libvoikko, loaded at run time, to measure beside it.

#![allow(unsafe_code, reason = "there is no other way to call a C library")]

use std::cell::RefCell;
use std::ffi::{CStr, CString, c_char, c_void};
use std::path::Path;
use std::ptr;

use libloading::{Library, Symbol};

type Handle = *mut c_void;
type Analyses = *mut *mut c_void;
type Init = unsafe extern "C" fn(*mut *const c_char, *const c_char, *const c_char) -> Handle;
type Terminate = unsafe extern "C" fn(Handle);
type Analyse = unsafe extern "C" fn(Handle, *const c_char) -> Analyses;
type Value = unsafe extern "C" fn(*const c_void, *const c_char) -> *mut c_char;
type FreeValue = unsafe extern "C" fn(*mut c_char);
type FreeAnalyses = unsafe extern "C" fn(Analyses);

/// The library with one dictionary loaded.
pub(crate) struct Voikko {
    library: Library,
    handle: Handle,
    /// The library's own buffers are not safe to enter twice.
    busy: RefCell<()>,
}

impl Voikko {
    /// Loads the library and the dictionary of `variant` ("fi", "fi-x-sukija") below `folder`.
    pub(crate) fn load(folder: &Path, variant: &str) -> Result<Self, String> {
        let folder = CString::new(folder.to_string_lossy().as_ref()).map_err(|e| e.to_string())?;
        let variant = CString::new(variant).map_err(|e| e.to_string())?;
        // SAFETY: libvoikko runs no code of ours when loaded; the signature is that of its header.
        unsafe {
            let library = Library::new("libvoikko.so.1").map_err(|e| e.to_string())?;
            let init: Symbol<Init> = library.get(b"voikkoInit\0").map_err(|e| e.to_string())?;
            let mut error: *const c_char = ptr::null();
            let handle = init(&raw mut error, variant.as_ptr(), folder.as_ptr());
            if handle.is_null() || !error.is_null() {
                let reason = if error.is_null() {
                    c"unknown"
                } else {
                    CStr::from_ptr(error)
                };
                return Err(reason.to_string_lossy().into_owned());
            }
            Ok(Self {
                library,
                handle,
                busy: RefCell::new(()),
            })
        }
    }

    /// All base forms of a word in small letters, each once, in the library's order.
    pub(crate) fn base_forms(&self, word: &str) -> Vec<String> {
        let _entered = self.busy.borrow_mut();
        let mut found = Vec::new();
        let Ok(word) = CString::new(word) else {
            return found;
        };
        // SAFETY: the signatures are those of libvoikko's header; the list ends with a null pointer, and
        // everything the library allocates is given back to it.
        unsafe {
            let analyse: Symbol<Analyse> = self
                .library
                .get(b"voikkoAnalyzeWordCstr\0")
                .expect("part of the library's interface");
            let value: Symbol<Value> = self
                .library
                .get(b"voikko_mor_analysis_value_cstr\0")
                .expect("part of the library's interface");
            let free_value: Symbol<FreeValue> = self
                .library
                .get(b"voikko_free_mor_analysis_value_cstr\0")
                .expect("part of the library's interface");
            let free: Symbol<FreeAnalyses> = self
                .library
                .get(b"voikko_free_mor_analysis\0")
                .expect("part of the library's interface");
            let analyses = analyse(self.handle, word.as_ptr());
            if analyses.is_null() {
                return found;
            }
            let mut next = analyses;
            while !(*next).is_null() {
                let base_form = value(*next, c"BASEFORM".as_ptr());
                if !base_form.is_null() {
                    let text = CStr::from_ptr(base_form).to_string_lossy().to_lowercase();
                    if !found.contains(&text) {
                        found.push(text);
                    }
                    free_value(base_form);
                }
                next = next.add(1);
            }
            free(analyses);
        }
        found
    }
}

impl Drop for Voikko {
    fn drop(&mut self) {
        // SAFETY: the handle came from voikkoInit and is given back once.
        unsafe {
            if let Ok(terminate) = self.library.get::<Terminate>(b"voikkoTerminate\0") {
                terminate(self.handle);
            }
        }
    }
}
