//! Where the password for a Postgres server comes from when the URL has none: `PGPASSWORD`, then the file that
//! `PGPASSFILE` names or `~/.pgpass`, as libpq has it.

use std::path::{Path, PathBuf};

use postgres::config::Host;

/// Returns the configuration with its password, if one is to be had.
pub(crate) fn with_password(config: &postgres::Config) -> postgres::Config {
    let mut config = config.clone();
    if config.get_password().is_some() {
        return config;
    }
    if let Some(password) = std::env::var_os("PGPASSWORD").and_then(|it| it.into_string().ok()) {
        config.password(password);
    } else if let Some(password) = password_file().and_then(|path| in_file(&path, &config)) {
        config.password(password);
    }
    config
}

fn password_file() -> Option<PathBuf> {
    let named = std::env::var_os("PGPASSFILE").map(PathBuf::from);
    named.or_else(|| std::env::home_dir().map(|home| home.join(".pgpass")))
}

/// Passes over a file that others can read, as libpq does.
fn in_file(path: &Path, config: &postgres::Config) -> Option<String> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if std::fs::metadata(path).ok()?.permissions().mode() & 0o077 != 0 {
            return None;
        }
    }
    found(&std::fs::read_to_string(path).ok()?, config)
}

/// Returns the password of the first line `host:port:database:user:password` that fits; `*` fits all.
fn found(text: &str, config: &postgres::Config) -> Option<String> {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.clone(),
        #[cfg(unix)]
        Some(Host::Unix(folder)) => folder.display().to_string(),
        None => config.get_hostaddrs().first()?.to_string(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432).to_string();
    let wanted =
        [&*host, &*port, config.get_dbname().unwrap_or_default(), config.get_user().unwrap_or_default()];
    let lines = text.lines().filter(|line| !line.starts_with('#')).map(fields);
    lines.into_iter().find_map(|mut line| {
        let fits = |(said, wanted): (&String, &&str)| said == "*" || said == wanted;
        (line.len() == 5 && line.iter().zip(&wanted).all(fits)).then(|| line.remove(4))
    })
}

/// Cuts a line at its colons; a backslash takes the next character as it is.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ':' if fields.len() < 5 => fields.push(String::new()),
            letter => {
                let letter = if letter == '\\' { letters.next().unwrap_or(letter) } else { letter };
                fields.last_mut().expect("there is one from the start").push(letter);
            }
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# comment\nother:*:*:*:no\ndb.example.org:5433:january:rita:a\\:b:c\n*:*:*:lev:any\n";

    fn password(url: &str) -> Option<String> {
        found(FILE, &url.parse().unwrap())
    }

    #[test]
    fn the_first_line_that_fits_has_it() {
        assert_eq!(password("postgres://rita@db.example.org:5433/january").unwrap(), "a:b:c");
        assert_eq!(password("postgres://lev@db.example.org/january").unwrap(), "any");
        assert_eq!(password("postgres://lev@%2Frun%2Fpg/january").unwrap(), "any");
        assert_eq!(password("postgres://rita@db.example.org/january"), None, "another port");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_can_read_is_passed_over() {
        use std::os::unix::fs::PermissionsExt;
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), FILE).unwrap();
        let config: postgres::Config = "postgres://lev@h/d".parse().unwrap();
        for (mode, there) in [(0o600, true), (0o640, false)] {
            std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(in_file(file.path(), &config).is_some(), there);
        }
    }
}
