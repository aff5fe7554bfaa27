//! `/api/v1/regions`: the regions of Finland, as filters take them.

use aluehaku_article::region::{Region, RegionKind, RegionRegister};
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::request::ApiRequest;
use crate::http::params::description::LabelParams;
use crate::http::params::names::region_name;
use crate::http::problem::Problem;
use crate::http::state::AppState;
use crate::i18n::Language;

/// The regions.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RegionsAnswer {
    /// Maakunnat, wellbeing services counties and municipalities.
    regions: Vec<RegionItem>,
}

/// A region.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Region)]
pub(crate) struct RegionItem {
    /// Stable identifier.
    #[schema(example = "keski-suomi")]
    id: String,
    /// The filter that takes it: `region`, `hyvinvointialue` or `municipality`.
    #[schema(example = "region")]
    kind: &'static str,
    /// Code of Statistics Finland, where it has one.
    #[schema(required)]
    code: Option<String>,
    /// Value that filters take and answers carry: the Finnish name.
    value: String,
    /// Name in the language of the answer.
    label: String,
    /// Finnish name.
    name_fi: String,
    /// Swedish name.
    name_sv: String,
    /// The maakunta it lies in.
    #[schema(required)]
    parent: Option<String>,
    /// The wellbeing services county that a municipality belongs to.
    #[schema(required)]
    hyvinvointialue: Option<String>,
}

/// List the regions of Finland.
#[utoipa::path(
    get,
    path = "/api/v1/regions",
    tag = "sources",
    params(LabelParams),
    responses(
        (status = 200, description = "The regions", body = RegionsAnswer),
        (status = 304, description = "The answer that the client has is still the newest"),
    ),
)]
pub(crate) async fn regions(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    request.only_language(&state)?;
    let labels = request.languages.labels;
    let register = state.regions();
    let answer = request.conditions.fixed(&state, || RegionsAnswer {
        regions: register
            .all()
            .iter()
            .map(|region| RegionItem::new(region, register, labels))
            .collect(),
    });
    Ok(answer.json())
}

impl RegionItem {
    fn new(region: &Region, register: &RegionRegister, language: Language) -> Self {
        let name_of = |id: &Option<String>| {
            id.as_deref()
                .and_then(|id| register.get(id))
                .map(|region| region.name_fi.clone())
        };
        Self {
            id: region.id.clone(),
            kind: match region.kind {
                RegionKind::Maakunta => "region",
                RegionKind::Hyvinvointialue => "hyvinvointialue",
                RegionKind::Municipality => "municipality",
            },
            code: region.code.clone(),
            value: region.name_fi.clone(),
            label: region_name(region, language).to_owned(),
            name_fi: region.name_fi.clone(),
            name_sv: region.name_sv.clone(),
            parent: name_of(&region.parent),
            hyvinvointialue: name_of(&region.hyvinvointialue),
        }
    }
}
