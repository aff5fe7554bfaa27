//! Values for the parameters of a statement: an array of one type, a tuple, or what `rusqlite::params!` makes.

use rusqlite::ToSql;

/// Values for the parameters of a statement, in their order.
pub trait Params {
    /// Hands the values to whoever runs the statement.
    fn bind<T>(self, run: impl FnOnce(&[&dyn ToSql]) -> T) -> T;
}

impl Params for &[&dyn ToSql] {
    fn bind<T>(self, run: impl FnOnce(&[&dyn ToSql]) -> T) -> T {
        run(self)
    }
}

/// No values. The type of its elements means nothing: it has to be some type.
impl Params for [&str; 0] {
    fn bind<T>(self, run: impl FnOnce(&[&dyn ToSql]) -> T) -> T {
        run(&[])
    }
}

macro_rules! arrays {
    ($($length:literal)*) => {
        $(
            impl<V: ToSql> Params for [V; $length] {
                fn bind<T>(self, run: impl FnOnce(&[&dyn ToSql]) -> T) -> T {
                    run(&self.each_ref().map(|value| value as &dyn ToSql))
                }
            }
        )*
    };
}

arrays!(1 2 3 4 5 6);

macro_rules! tuples {
    ($(($($value:ident $at:tt),+))*) => {
        $(
            impl<$($value: ToSql),+> Params for ($($value,)+) {
                fn bind<T>(self, run: impl FnOnce(&[&dyn ToSql]) -> T) -> T {
                    run(&[$(&self.$at),+])
                }
            }
        )*
    };
}

tuples!((A 0, B 1) (A 0, B 1, C 2) (A 0, B 1, C 2, D 3));
