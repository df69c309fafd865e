//! Errors about the name of a table, an endpoint or a file.

use std::io::ErrorKind;
use std::path::Path;

use errcode_tables::{Endpoint, LARGEST_FILE, NoEndpoint, Shipped, Unreadable, is_table, nearest};
use syn::LitStr;

use crate::Environment;
use crate::diagnostic::Diagnostic;

pub(super) fn no_such_table(literal: &LitStr, wanted: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(literal.span(), format!("there is no table `{wanted}`"));
    let named = wanted.strip_prefix("endpoint ").unwrap_or(wanted).trim();
    match Endpoint::find(named) {
        Ok(_) => return diagnostic.help(format!("it is an endpoint: write endpoint \"{named}\"")),
        Err(NoEndpoint::OtherMethod(method)) => {
            return diagnostic.help(format!("it is an endpoint: write endpoint \"{method} {}\"", path(named)));
        }
        Err(NoEndpoint::Several(several)) => {
            return diagnostic.help(format!(
                "several endpoints have this name: write endpoint with one of the paths {}",
                paths(&several)
            ));
        }
        Err(NoEndpoint::Unknown) => {}
    }
    let near = nearest(wanted, Shipped::all().iter().map(|shipped| shipped.table));
    let tables = match (near, Endpoint::nearest(named)) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, Some(near)) => format!("did you mean endpoint \"{near}\"?"),
        (None, None) => format!("the shipped tables are {}.", Shipped::names()),
    };
    diagnostic.help(format!("{tables} The path of your own table must end in .csv or .tsv"))
}

pub(super) fn no_endpoint(literal: &LitStr, error: &NoEndpoint) -> Diagnostic {
    let (wanted, span) = (literal.value(), literal.span());
    let diagnostic = || Diagnostic::new(span, format!("there is no endpoint `{wanted}`"));
    match error {
        NoEndpoint::Several(several) => {
            let name = several.first().map_or("", |endpoint| endpoint.name);
            Diagnostic::new(span, format!("{} endpoints are called `{name}`", several.len()))
                .help(format!("name one by its path: {}", paths(several)))
        }
        NoEndpoint::OtherMethod(method) => {
            diagnostic().help(format!("its method is {method}: write \"{method} {}\"", path(&wanted)))
        }
        NoEndpoint::Unknown if Shipped::find(wanted.trim()).is_some() || is_table(wanted.trim()) => {
            diagnostic().help("it is a table: leave out `endpoint`")
        }
        NoEndpoint::Unknown => {
            let name = match Endpoint::nearest(&wanted) {
                Some(near) => format!("did you mean \"{near}\"? Name"),
                None => "name".to_owned(),
            };
            let help = format!("{name} an endpoint as its page does, such as \"code2Session\", or by its path");
            diagnostic().help(help)
        }
    }
}

/// The paths of endpoints of one name, each with its title.
fn paths(endpoints: &[Endpoint]) -> String {
    let paths = endpoints.iter().map(|endpoint| format!("\"{}\" ({})", endpoint.path, endpoint.title));
    paths.collect::<Vec<_>>().join(", ")
}

/// The path of an endpoint, without its method.
fn path(wanted: &str) -> &str {
    wanted.split_once(' ').map_or(wanted, |(_, path)| path.trim_start())
}

pub(super) fn unreadable(literal: &LitStr, environment: &Environment, error: &Unreadable) -> Diagnostic {
    let (wanted, span) = (literal.value(), literal.span());
    let shown = environment.shown(&wanted);
    let message = match error {
        Unreadable::Io(error) if error.kind() == ErrorKind::NotFound => {
            return missing(literal, environment);
        }
        Unreadable::Io(error) if error.kind() == ErrorKind::NotADirectory => {
            format!("there is no file {shown}: the part before the last `/` is a file, not a folder")
        }
        Unreadable::Io(error) => format!("{shown} cannot be read: {error}"),
        Unreadable::NoFile(what) => format!("{shown} is {what}: expected a file"),
        Unreadable::TooLarge => {
            let message = format!("{shown} is larger than {} MiB, and is not read", LARGEST_FILE >> 20);
            return Diagnostic::new(span, message).help("no error table should be this large: is it the right file?");
        }
        Unreadable::Dangling(target) if target.is_relative() => {
            format!("{shown} is a symbolic link to {}, which does not exist", target.display())
        }
        Unreadable::Dangling(_) => format!("{shown} is a symbolic link to a file that does not exist"),
    };
    Diagnostic::new(span, message)
}

/// The error for a file that does not exist.
fn missing(literal: &LitStr, environment: &Environment) -> Diagnostic {
    let wanted = literal.value();
    let path = environment.file(&wanted);
    let shown = environment.shown(&wanted);
    let relative = environment.origin();
    if let Some(folder) = environment.missing_folder(&path) {
        // Relative to the package, so that the message is the same on every machine.
        let package = environment.package.as_deref().unwrap_or(Path::new(""));
        let below = folder.strip_prefix(package).unwrap_or(folder).to_string_lossy().replace('\\', "/");
        let message = format!("there is no file {shown}: the folder `{below}` does not exist");
        let names = folder.parent().map(|parent| environment.names_in(parent)).unwrap_or_default();
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let near = nearest(name, names.iter().map(String::as_str));
        let near = near.map(|near| format!("; there is `{near}` beside it")).unwrap_or_default();
        return Diagnostic::new(literal.span(), message).help(format!("{relative}{near}"));
    }
    let diagnostic = Diagnostic::new(literal.span(), format!("there is no file {shown}"));
    if let Some(shipped) = wanted.rsplit_once('.').and_then(|(stem, _)| Shipped::find(stem)) {
        let help = format!("the shipped table is called `{}`, without an ending", shipped.table);
        return diagnostic.help(help);
    }
    let mut tables = path.parent().map(|folder| environment.names_in(folder)).unwrap_or_default();
    tables.retain(|name| is_table(name));
    let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match nearest(file, tables.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("{relative}; there is `{near}` in the same folder")),
        None if tables.is_empty() => diagnostic.help(format!("{relative}; that folder holds no table")),
        None => diagnostic.help(format!("{relative}; the same folder holds {}", listed(&tables))),
    }
}

/// At most this many files are listed.
const LISTED: usize = 20;

fn listed(names: &[String]) -> String {
    match names.len().checked_sub(LISTED) {
        Some(more @ 1..) => format!("{}, … ({more} more)", names[..LISTED].join(", ")),
        _ => names.join(", "),
    }
}
