//! Reading a JSON object field by field, so that a refusal names the field.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::error::{ApiError, ApiResult};

/// A field of an edit: left alone, emptied, or set.
#[derive(Clone, Debug)]
pub(crate) enum Patch<T> {
    Keep,
    Clear,
    Set(T),
}

impl<T> Patch<T> {
    /// The new value, if there is one; clearing counts as `T`'s empty value.
    pub(crate) fn or_default(self) -> Option<T>
    where
        T: Default,
    {
        match self {
            Self::Keep => None,
            Self::Clear => Some(T::default()),
            Self::Set(value) => Some(value),
        }
    }
}

/// An object being read, with where it stands in the body.
#[derive(Clone, Debug)]
pub(crate) struct Fields<'a> {
    map: &'a Map<String, Value>,
    at: String,
}

impl<'a> Fields<'a> {
    pub(crate) fn of(value: &'a Value, at: &str) -> ApiResult<Self> {
        let map = value.as_object().ok_or_else(|| {
            ApiError::form(at, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        })?;
        Ok(Self { map, at: at.to_owned() })
    }

    /// The full path of a field, for a refusal.
    pub(crate) fn path(&self, name: &str) -> String {
        if self.at.is_empty() { name.to_owned() } else { format!("{}.{name}", self.at) }
    }

    /// The field as it came; a null counts as absent.
    pub(crate) fn raw(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name).filter(|value| !value.is_null())
    }

    /// The field read as `T`; absent or null is none.
    pub(crate) fn optional<T: DeserializeOwned>(&self, name: &str) -> ApiResult<Option<T>> {
        self.raw(name).map(|value| read(value, &self.path(name))).transpose()
    }

    /// The field read as `T`; it must be there.
    pub(crate) fn required<T: DeserializeOwned>(&self, name: &str) -> ApiResult<T> {
        self.optional(name)?.ok_or_else(|| ApiError::required(&self.path(name)))
    }

    /// The field as an edit says it.
    pub(crate) fn patch<T: DeserializeOwned>(&self, name: &str) -> ApiResult<Patch<T>> {
        match self.map.get(name) {
            None => Ok(Patch::Keep),
            Some(Value::Null) => Ok(Patch::Clear),
            Some(value) => read(value, &self.path(name)).map(Patch::Set),
        }
    }
}

/// Reads a value, or says which type was wanted at `path`.
pub(crate) fn read<T: DeserializeOwned>(value: &Value, path: &str) -> ApiResult<T> {
    T::deserialize(value).map_err(|error| {
        let wanted = error.to_string();
        let code = if wanted.contains("a string") {
            "STRING_TYPE_CONVERT"
        } else if wanted.contains("boolean") {
            "BOOLEAN_TYPE_CONVERT"
        } else if wanted.contains("sequence") {
            "LIST_TYPE_CONVERT"
        } else if wanted.contains("missing field") {
            "BASE_TYPE_REQUIRED"
        } else if value.is_object() {
            "MODEL_TYPE_CONVERT"
        } else {
            "NUMBER_TYPE_COERCE"
        };
        ApiError::form(path, code, &format!("Could not interpret \"{value}\": {wanted}."))
    })
}
