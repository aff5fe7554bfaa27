//! The form of the table of texts: a name and the text in each language, side by side.

/// Makes a struct of texts and its three values from rows of `name: "fi", "sv", "en";`.
///
/// A text that lacks a language does not compile.
macro_rules! messages {
    ($texts:ident; $($name:ident: $finnish:literal, $swedish:literal, $english:literal;)*) => {
        /// The texts of one language; the English text documents each.
        #[derive(Debug)]
        pub struct $texts {
            $(#[doc = $english] pub $name: &'static str,)*
        }

        static FINNISH: $texts = $texts { $($name: $finnish,)* };
        static SWEDISH: $texts = $texts { $($name: $swedish,)* };
        static ENGLISH: $texts = $texts { $($name: $english,)* };

        impl $texts {
            /// Names of all texts.
            pub const NAMES: &[&str] = &[$(stringify!($name),)*];

            /// The text with a name, for names that are made from codes.
            #[must_use]
            pub fn by_name(&self, name: &str) -> Option<&'static str> {
                match name {
                    $(stringify!($name) => Some(self.$name),)*
                    _ => None,
                }
            }
        }
    };
}

pub(super) use messages;
