//! Values of PostgreSQL as those of SQLite, and back: whole numbers, reals, texts, bytes and nothing.

use std::borrow::Cow;

use bytes::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use rusqlite::types::{ToSqlOutput, ValueRef};

/// A value for a parameter whose type the server has told.
#[derive(Debug)]
pub(super) struct Bound<'a>(pub(super) ToSqlOutput<'a>);

/// A value of a column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held<'a>(pub(super) ValueRef<'a>);

/// A value that its column or parameter does not take.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{value} is no value of the type {kind}")]
pub(super) struct Mismatch {
    value: String,
    kind: String,
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Bound<'_> {
    fn value(&self) -> ValueRef<'_> {
        match &self.0 {
            ToSqlOutput::Borrowed(value) => *value,
            ToSqlOutput::Owned(value) => ValueRef::from(value),
            _ => ValueRef::Null,
        }
    }
}

impl ToSql for Bound<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Failure> {
        match (self.value(), kind) {
            (ValueRef::Null, _) => Ok(IsNull::Yes),
            (ValueRef::Integer(number), &Type::INT8) => number.to_sql(kind, out),
            (ValueRef::Integer(number), &Type::INT4) => i32::try_from(number)?.to_sql(kind, out),
            (ValueRef::Integer(number), &Type::BOOL) => (number != 0).to_sql(kind, out),
            (ValueRef::Integer(number), &Type::FLOAT8) => (number as f64).to_sql(kind, out),
            (ValueRef::Real(number), &Type::FLOAT8) => number.to_sql(kind, out),
            (ValueRef::Text(text), &Type::TEXT | &Type::VARCHAR | &Type::NAME) => {
                storable(std::str::from_utf8(text)?).to_sql(kind, out)
            }
            (ValueRef::Blob(bytes), &Type::BYTEA) => bytes.to_sql(kind, out),
            (value, kind) => Err(Box::new(mismatch(value, kind))),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Held<'a> {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Failure> {
        let value = match *kind {
            Type::INT8 => ValueRef::Integer(i64::from_sql(kind, raw)?),
            Type::INT4 => ValueRef::Integer(i32::from_sql(kind, raw)?.into()),
            Type::BOOL => ValueRef::Integer(bool::from_sql(kind, raw)?.into()),
            Type::FLOAT8 => ValueRef::Real(f64::from_sql(kind, raw)?),
            Type::TEXT | Type::VARCHAR | Type::NAME => ValueRef::Text(raw),
            Type::BYTEA => ValueRef::Blob(raw),
            _ => return Err(Box::new(mismatch(ValueRef::Blob(raw), kind))),
        };
        Ok(Self(value))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Failure> {
        Ok(Self(ValueRef::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// PostgreSQL keeps no NUL character in a text.
fn storable(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn mismatch(value: ValueRef<'_>, kind: &Type) -> Mismatch {
    let value = match value {
        ValueRef::Null => "nothing",
        ValueRef::Integer(_) => "a whole number",
        ValueRef::Real(_) => "a real number",
        ValueRef::Text(_) => "a text",
        ValueRef::Blob(_) => "bytes",
    };
    Mismatch {
        value: value.to_owned(),
        kind: kind.name().to_owned(),
    }
}
