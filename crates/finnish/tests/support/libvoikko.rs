//! libvoikko, the C library that the reader is compared with, opened while the test runs.

#![allow(unsafe_code, reason = "calls a C library")]

use std::error::Error;
use std::ffi::{CStr, CString, c_char, c_void};
use std::fs;
use std::os::unix::fs::symlink;
use std::ptr;

use libloading::Library;
use tempfile::TempDir;

use super::dictionaries::{Found, missing};

type Initialise =
    unsafe extern "C" fn(*mut *const c_char, *const c_char, *const c_char) -> *mut c_void;
type Terminate = unsafe extern "C" fn(*mut c_void);
type Analyse = unsafe extern "C" fn(*mut c_void, *const c_char) -> *mut *mut c_void;
type FreeAnalyses = unsafe extern "C" fn(*mut *mut c_void);
type Keys = unsafe extern "C" fn(*const c_void) -> *const *const c_char;
type Value = unsafe extern "C" fn(*const c_void, *const c_char) -> *mut c_char;
type FreeValue = unsafe extern "C" fn(*mut c_char);

/// libvoikko with one dictionary.
pub struct Libvoikko {
    handle: *mut c_void,
    terminate: Terminate,
    analyse: Analyse,
    free_analyses: FreeAnalyses,
    keys: Keys,
    value: Value,
    free_value: FreeValue,
    /// Keeps the functions above in memory.
    _library: Library,
    /// A search path in which libvoikko finds the dictionary.
    _path: TempDir,
}

impl Libvoikko {
    /// The library with `dictionary`; nothing, after a loud word, on a machine without it.
    pub fn open(dictionary: &Found) -> Option<Self> {
        match Self::try_open(dictionary) {
            Ok(libvoikko) => Some(libvoikko),
            Err(error) => {
                missing(&format!("libvoikko (package libvoikko1): {error}"));
                None
            }
        }
    }

    fn try_open(dictionary: &Found) -> Result<Self, Box<dyn Error>> {
        let path = tempfile::tempdir()?;
        let versioned = path.path().join("5");
        fs::create_dir(&versioned)?;
        symlink(
            fs::canonicalize(&dictionary.folder)?,
            versioned.join(format!("mor-{}", dictionary.name)),
        )?;
        let language = CString::new(format!("fi-x-{}", dictionary.name))?;
        let search_path = CString::new(path.path().to_string_lossy().as_bytes())?;
        // SAFETY: the library is libvoikko 4, whose header declares these functions with these types;
        // all strings end in a zero byte and outlive the call.
        unsafe {
            let library = Library::new("libvoikko.so.1")?;
            let initialise = *library.get::<Initialise>(b"voikkoInit\0")?;
            let mut message = ptr::null();
            let handle = initialise(&raw mut message, language.as_ptr(), search_path.as_ptr());
            if handle.is_null() {
                return Err(CStr::from_ptr(message).to_string_lossy().into());
            }
            Ok(Self {
                handle,
                terminate: *library.get(b"voikkoTerminate\0")?,
                analyse: *library.get(b"voikkoAnalyzeWordCstr\0")?,
                free_analyses: *library.get(b"voikko_free_mor_analysis\0")?,
                keys: *library.get(b"voikko_mor_analysis_keys\0")?,
                value: *library.get(b"voikko_mor_analysis_value_cstr\0")?,
                free_value: *library.get(b"voikko_free_mor_analysis_value_cstr\0")?,
                _library: library,
                _path: path,
            })
        }
    }

    /// Hands every attribute of every analysis of `word` to `look`: the number of the analysis, key, value.
    pub fn analyse(&self, word: &CStr, mut look: impl FnMut(usize, &CStr, &CStr)) {
        // SAFETY: the handle is open; the lists end in a null pointer; every analysis and value lives
        // until it is freed here.
        unsafe {
            let analyses = (self.analyse)(self.handle, word.as_ptr());
            if analyses.is_null() {
                return;
            }
            for number in 0.. {
                let analysis = *analyses.add(number);
                if analysis.is_null() {
                    break;
                }
                let mut key = (self.keys)(analysis);
                while !(*key).is_null() {
                    let value = (self.value)(analysis, *key);
                    if !value.is_null() {
                        look(number, CStr::from_ptr(*key), CStr::from_ptr(value));
                        (self.free_value)(value);
                    }
                    key = key.add(1);
                }
            }
            (self.free_analyses)(analyses);
        }
    }

    /// One attribute of each analysis of `word`, where the analysis has it.
    pub fn attribute(&self, word: &str, key: &str) -> Vec<String> {
        let word = CString::new(word).expect("words hold no zero byte");
        let mut values = Vec::new();
        self.analyse(&word, |_, name, value| {
            if name.to_bytes() == key.as_bytes() {
                values.push(value.to_string_lossy().into_owned());
            }
        });
        values
    }
}

impl Drop for Libvoikko {
    fn drop(&mut self) {
        // SAFETY: the handle is open and is not used after this.
        unsafe { (self.terminate)(self.handle) }
    }
}
