//! `/api/v1/regions`.

use serde_json::{Value, json};

use super::app::TestApp;

#[tokio::test]
async fn all_regions_are_listed_with_both_names_and_their_place() {
    let app = TestApp::with().start();
    let answer = app.json("/api/v1/regions?ui=sv").await;
    let regions = answer["regions"].as_array().unwrap();
    let count = |kind: &str| {
        regions
            .iter()
            .filter(|region| region["kind"] == kind)
            .count()
    };
    assert_eq!((count("region"), count("municipality")), (19, 308));
    let find = |id: &str| -> &Value { regions.iter().find(|region| region["id"] == id).unwrap() };
    assert_eq!(
        find("jyvaskyla"),
        &json!({"id": "jyvaskyla", "kind": "municipality", "code": "179", "value": "Jyväskylä",
            "label": "Jyväskylä", "name_fi": "Jyväskylä", "name_sv": "Jyväskylä",
            "parent": "Keski-Suomi", "hyvinvointialue": "Keski-Suomen hyvinvointialue"})
    );
    assert_eq!(find("uusimaa")["label"], "Nyland");
    assert_eq!(find("uusimaa")["parent"], Value::Null);
}
