//! The shape of `data/regions.toml`, and how its rows become regions.

use serde::Deserialize;

use super::forms::{self, Inflection};
use super::{FormerMunicipality, Region, RegionError, RegionKind};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    maakunnat: Vec<Row>,
    hyvinvointialueet: Vec<Row>,
    municipalities: Vec<Row>,
    #[serde(default)]
    former_municipalities: Vec<FormerRow>,
}

/// A row of the municipalities that joined others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormerRow {
    fi: String,
    sv: Option<String>,
    into: String,
    until: i16,
    inflected: [String; 3],
    stem: Option<String>,
    #[serde(default)]
    local: Vec<String>,
    #[serde(default)]
    personal: bool,
    #[serde(default)]
    word: bool,
}

/// A row of any of the three tables.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    code: Option<String>,
    fi: String,
    sv: String,
    en: Option<String>,
    maakunta: Option<String>,
    hyvinvointialue: Option<String>,
    since: Option<i16>,
    inflected: Option<[String; 3]>,
    stem: Option<String>,
    #[serde(default)]
    local: Vec<String>,
    #[serde(default)]
    outer: bool,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    adjectives_sv: Vec<String>,
    abbreviation: Option<String>,
    #[serde(default)]
    personal: bool,
    #[serde(default)]
    word: bool,
}

/// The regions of a register in TOML, in its order.
pub(super) fn read(text: &str) -> Result<Vec<Region>, RegionError> {
    let file: File =
        toml::from_str(text).map_err(|error| RegionError::Syntax(error.to_string()))?;
    let tables = [
        (RegionKind::Maakunta, file.maakunnat),
        (RegionKind::Hyvinvointialue, file.hyvinvointialueet),
        (RegionKind::Municipality, file.municipalities),
    ];
    let rows = tables
        .into_iter()
        .flat_map(|(kind, rows)| rows.into_iter().map(move |row| (kind, row)));
    let mut regions: Vec<Region> = rows.map(|(kind, row)| region(kind, row)).collect();
    for row in file.former_municipalities {
        let region = regions.iter_mut().find(|region| region.id == row.into);
        let region = region.ok_or_else(|| RegionError::Dangling {
            region: row.fi.clone(),
            missing: row.into.clone(),
        })?;
        region.former.push(former(row));
    }
    Ok(regions)
}

fn former(row: FormerRow) -> FormerMunicipality {
    let [genitive, partitive, illative] = &row.inflected;
    let mut forms = forms::of_finnish_name(&Inflection {
        nominative: &row.fi,
        genitive,
        partitive,
        illative,
        stem: row.stem.as_deref(),
        local: &row.local,
        is_outer: false,
    });
    forms.extend(row.sv.iter().flat_map(|name| forms::of_swedish_name(name)));
    FormerMunicipality {
        name_fi: row.fi,
        until: row.until,
        is_personal_name: row.personal,
        is_common_word: row.word,
        forms,
    }
}

fn region(kind: RegionKind, row: Row) -> Region {
    let forms = match kind {
        RegionKind::Hyvinvointialue => forms::of_county(&row.fi, &row.sv),
        RegionKind::Maakunta | RegionKind::Municipality => forms_of_place(&row),
    };
    Region {
        id: row.id,
        kind,
        code: row.code,
        name_fi: row.fi,
        name_sv: row.sv,
        name_en: row.en,
        parent: row.maakunta,
        hyvinvointialue: row.hyvinvointialue,
        since: row.since,
        is_personal_name: row.personal,
        is_common_word: row.word,
        forms,
        former: Vec::new(),
    }
}

fn forms_of_place(row: &Row) -> Vec<forms::Form> {
    let mut forms = Vec::new();
    if let Some([genitive, partitive, illative]) = &row.inflected {
        forms.extend(forms::of_finnish_name(&Inflection {
            nominative: &row.fi,
            genitive,
            partitive,
            illative,
            stem: row.stem.as_deref(),
            local: &row.local,
            is_outer: row.outer,
        }));
    }
    forms.extend(forms::of_swedish_name(&row.sv));
    forms.extend(forms::of_english_name(row.en.as_deref().unwrap_or(&row.fi)));
    forms.extend(
        row.adjectives
            .iter()
            .flat_map(|adjective| forms::of_finnish_adjective(adjective)),
    );
    forms.extend(
        row.adjectives_sv
            .iter()
            .flat_map(|adjective| forms::of_swedish_adjective(adjective)),
    );
    forms.extend(
        row.abbreviation
            .iter()
            .flat_map(|short| forms::of_abbreviation(short)),
    );
    forms
}
