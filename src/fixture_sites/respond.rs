//! From a request to an answer: which site, which page, which headers.

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::Date;

use super::coming;
use super::generated::generate;
use super::log::{RecordedRequest, RequestLog};
use super::site::{Site, SiteFile, load_all};
use super::validators::Validators;

const HTML: &str = "text/html; charset=UTF-8";

/// What all requests share.
#[derive(Debug)]
struct Sites {
    by_id: BTreeMap<String, Site>,
    /// How often each failing path has failed, by source and path.
    failed: Mutex<HashMap<(String, String), u32>>,
    today: Option<Date>,
    log: Option<RequestLog>,
}

/// The pretend sites as a router that a test can call without a socket. Each router counts its own
/// failures.
pub fn router() -> Router {
    router_on(None, None)
}

/// The same on a day from which events to come are counted, with every request written into a log.
pub(super) fn router_on(today: Option<Date>, log: Option<RequestLog>) -> Router {
    let sites = Sites {
        by_id: load_all(),
        failed: Mutex::default(),
        today,
        log,
    };
    Router::new().fallback(handle).with_state(Arc::new(sites))
}

async fn handle(State(sites): State<Arc<Sites>>, request: Request) -> Response {
    let host = host_of(&request);
    let (name, port) = split_port(&host);
    let site = name
        .strip_suffix(".localhost")
        .and_then(|id| sites.by_id.get(id));
    let response = match site {
        Some(site) => answer(&sites, site, &request, port),
        None => unknown_host(&sites, port),
    };
    if let Some(log) = &sites.log {
        let source = site.map_or(name, |site| site.id.as_str());
        log.record(recorded(source, &request, response.status()));
    }
    response
}

/// The host asked for: the request line's in HTTP/2, the header's otherwise, lower-cased.
fn host_of(request: &Request) -> String {
    let header = request
        .headers()
        .get(header::HOST)
        .and_then(|value| value.to_str().ok());
    let authority = request.uri().authority().map(Authority::as_str);
    authority
        .or(header)
        .unwrap_or_default()
        .to_ascii_lowercase()
}

fn split_port(host: &str) -> (&str, Option<u16>) {
    host.rsplit_once(':')
        .and_then(|(name, port)| Some((name, Some(port.parse().ok()?))))
        .unwrap_or((host, None))
}

fn answer(sites: &Sites, site: &Site, request: &Request, port: Option<u16>) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return (
            StatusCode::METHOD_NOT_ALLOWED,
            [(header::ALLOW, "GET, HEAD")],
        )
            .into_response();
    }
    let (path, query) = (request.uri().path(), request.uri().query());
    if let Some(failure) = failure(sites, site, path) {
        return failure;
    }
    if let Some(redirect) = redirect(site, path) {
        return redirect;
    }
    if site.settings.gone.iter().any(|gone| gone == path) {
        return not_there(site, StatusCode::GONE, port);
    }
    if let Some(made) = coming::page(site, path, sites.today) {
        let body = with_port(sites, made.as_bytes(), port);
        return ([(header::CONTENT_TYPE, HTML)], body).into_response();
    }
    if let Some(made) = generate(site, path, query) {
        let body = with_port(sites, made.body.as_bytes(), port);
        return ([(header::CONTENT_TYPE, made.content_type)], body).into_response();
    }
    if let Some(packed) = compressed(sites, site, request, port) {
        return packed;
    }
    match site.find(path, query) {
        Some(file) => page(sites, site, request, &file, port),
        None => not_there(site, StatusCode::NOT_FOUND, port),
    }
}

/// The failing answer that a path still owes, if any.
fn failure(sites: &Sites, site: &Site, path: &str) -> Option<Response> {
    let failure = site
        .settings
        .failures
        .iter()
        .find(|failure| failure.path == path)?;
    let mut failed = sites.failed.lock().unwrap_or_else(PoisonError::into_inner);
    let count = failed
        .entry((site.id.clone(), path.to_owned()))
        .or_default();
    if *count >= failure.times {
        return None;
    }
    *count += 1;
    let status = StatusCode::from_u16(failure.status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let mut response = (status, "Palvelin on hetkellisesti poissa.\n").into_response();
    if let Some(seconds) = failure.retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Some(response)
}

/// A redirect of `site.toml`, or the missing last slash of a folder.
fn redirect(site: &Site, path: &str) -> Option<Response> {
    let named = site
        .settings
        .redirects
        .iter()
        .find(|redirect| redirect.from == path);
    let (status, to) = match named {
        Some(redirect) => (redirect.status, redirect.to.clone()),
        None if site.lacks_slash(path) && site.find(path, None).is_none() => {
            (301, format!("{path}/"))
        }
        None => return None,
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::MOVED_PERMANENTLY);
    Some((status, [(header::LOCATION, to)]).into_response())
}

fn compressed(
    sites: &Sites,
    site: &Site,
    request: &Request,
    port: Option<u16>,
) -> Option<Response> {
    let path = request.uri().path();
    let compressed = site
        .settings
        .compressed
        .iter()
        .find(|entry| entry.path == path)?;
    let file = site.file(&compressed.file)?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder
        .write_all(&with_port(sites, &file.bytes, port))
        .ok()?;
    let body = encoder.finish().ok()?;
    Some(validated(site, request, &file, "application/x-gzip", body))
}

fn page(
    sites: &Sites,
    site: &Site,
    request: &Request,
    file: &SiteFile,
    port: Option<u16>,
) -> Response {
    let path = request.uri().path();
    let stated = site
        .settings
        .content_types
        .iter()
        .find(|entry| entry.path == path);
    let content_type = stated.map_or_else(|| type_of(&file.name), |entry| &entry.value);
    let linked = coming::with_link(site, &file.bytes, sites.today);
    let body = with_port(sites, &linked, port);
    validated(site, request, file, content_type, body)
}

/// The body with its validators, or 304 when the client has it.
fn validated(
    site: &Site,
    request: &Request,
    file: &SiteFile,
    content_type: &str,
    body: Vec<u8>,
) -> Response {
    let validators = Validators::new(&site.settings, &file.hash);
    let mut response = if validators.are_met_by(request.headers()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, content_type)], body).into_response()
    };
    validators.write(response.headers_mut());
    response
}

/// The site's own page for what is not there.
fn not_there(site: &Site, status: StatusCode, port: Option<u16>) -> Response {
    let body = site
        .file("404.html")
        .map(|file| file.bytes.into_owned())
        .unwrap_or_default();
    let body = body_with_port(&body, std::slice::from_ref(&site.id), port);
    (status, [(header::CONTENT_TYPE, HTML)], Body::from(body)).into_response()
}

/// A list of the sites, for whoever opens the bare address.
fn unknown_host(sites: &Sites, port: Option<u16>) -> Response {
    let lines = sites
        .by_id
        .keys()
        .map(|id| format!("http://{id}.localhost/\n"));
    let text = format!(
        "No pretend site answers to this host. There are:\n{}",
        lines.collect::<String>()
    );
    (
        StatusCode::NOT_FOUND,
        with_port(sites, text.as_bytes(), port),
    )
        .into_response()
}

fn type_of(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("xml") => "text/xml; charset=UTF-8",
        Some("txt") => "text/plain; charset=UTF-8",
        Some("css") => "text/css; charset=UTF-8",
        _ => HTML,
    }
}

/// The pages link to each other without a port; an answer states the one that was asked for.
fn with_port(sites: &Sites, bytes: &[u8], port: Option<u16>) -> Vec<u8> {
    let ids: Vec<String> = sites.by_id.keys().cloned().collect();
    body_with_port(bytes, &ids, port)
}

fn body_with_port(bytes: &[u8], ids: &[String], port: Option<u16>) -> Vec<u8> {
    const SUFFIX: &[u8] = b".localhost";
    let Some(port) = port else {
        return bytes.to_vec();
    };
    let port = format!(":{port}");
    let mut out = Vec::with_capacity(bytes.len() + 1024);
    let mut rest = bytes;
    while let Some(at) = rest
        .windows(SUFFIX.len())
        .position(|window| window == SUFFIX)
    {
        let (before, after) = rest.split_at(at + SUFFIX.len());
        out.extend_from_slice(before);
        let host = &before[..at];
        if ids
            .iter()
            .any(|id| host.ends_with(format!("//{id}").as_bytes()))
        {
            out.extend_from_slice(port.as_bytes());
        }
        rest = after;
    }
    out.extend_from_slice(rest);
    out
}

fn recorded(source: &str, request: &Request, status: StatusCode) -> RecordedRequest {
    let text = |headers: &HeaderMap, name: header::HeaderName| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    RecordedRequest {
        source: source.to_owned(),
        method: request.method().to_string(),
        path: path.to_owned(),
        user_agent: text(request.headers(), header::USER_AGENT),
        if_none_match: text(request.headers(), header::IF_NONE_MATCH),
        if_modified_since: text(request.headers(), header::IF_MODIFIED_SINCE),
        status: status.as_u16(),
    }
}
