//! The filter of the lists of a comparison.

use super::kind::{ComparedField, FieldSet};
use super::pairing::Cell;
use super::texts::{TextId, Texts};
use crate::model::hidden::trimmed;

/// A filter of the artifacts of a comparison. An empty text does not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ChangeFilter {
    /// A part of the artifact's name.
    pub name: String,
    /// The local repository.
    pub repository: String,
    /// The remote cluster.
    pub cluster: String,
    /// Only artifacts that differ in this field.
    pub field: Option<ComparedField>,
}

impl ChangeFilter {
    /// Whether all artifacts match.
    pub const fn is_empty(&self) -> bool {
        self.name.is_empty() && self.repository.is_empty() && self.cluster.is_empty() && self.field.is_none()
    }
}

/// A filter whose exact texts have been looked up once.
pub(super) struct ResolvedFilter<'a> {
    name: &'a str,
    repository: Option<TextId>,
    cluster: Option<TextId>,
    field: Option<ComparedField>,
}

impl<'a> ResolvedFilter<'a> {
    /// `None` if a text is unknown, so that nothing matches. A name can begin or end with a blank; only where none does is a
    /// blank taken for one that was pasted along with the name.
    pub(super) fn new(filter: &'a ChangeFilter, texts: &Texts) -> Option<Self> {
        let find = |text: &str| match trimmed(text) {
            _ if text.is_empty() => Some(None),
            plain => texts.find(text).or_else(|| texts.find(plain)).map(Some),
        };
        let (repository, cluster) = (find(&filter.repository)?, find(&filter.cluster)?);
        Some(Self { name: &filter.name, repository, cluster, field: filter.field })
    }

    pub(super) fn matches(&self, cell: &Cell, texts: &Texts) -> bool {
        self.repository.is_none_or(|repository| cell.repository == repository)
            && self.cluster.is_none_or(|cluster| cell.cluster == cluster)
            && (self.name.is_empty() || texts.resolve(cell.name).contains(self.name))
    }

    pub(super) fn matches_fields(&self, fields: FieldSet) -> bool {
        self.field.is_none_or(|field| fields.contains(field))
    }
}
