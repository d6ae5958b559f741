//! Tables of places, read line by line.

use crate::error::PlacesError;

/// One line of a table in GeoNames' manner.
pub(crate) struct Row<'t> {
    pub(crate) geonameid: u32,
    pub(crate) country: &'t str,
    pub(crate) region: &'t str,
    pub(crate) latitude: f32,
    pub(crate) longitude: f32,
    pub(crate) population: u32,
    pub(crate) names: Vec<Written<'t>>,
}

/// A name as a table holds it, with the years in brackets behind a former one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written<'t> {
    pub(crate) name: &'t str,
    pub(crate) years: Option<&'t str>,
}

/// The names in a cell, parted by bars.
pub(crate) fn names(cell: &str) -> impl Iterator<Item = Written<'_>> {
    cell.split('|').map(str::trim).filter(|name| !name.is_empty()).map(|written| {
        let years = written.strip_suffix(']').and_then(|written| written.split_once('['));
        years.map_or(Written { name: written, years: None }, |(name, years)| Written {
            name,
            years: Some(years),
        })
    })
}

/// Reads a table of places with a line of headings.
pub(crate) fn places(text: &str) -> impl Iterator<Item = Result<Row<'_>, PlacesError>> {
    let lines = text.lines().enumerate().skip(1).filter(|(_, line)| !line.is_empty());
    lines.map(|(at, line)| row(at + 1, line))
}

fn row(line: usize, text: &str) -> Result<Row<'_>, PlacesError> {
    let mut cells = text.split('\t');
    let mut cell = |column| cells.next().ok_or(PlacesError::Column { line, column });
    let geonameid = number(cell("geonameid")?, line, "geonameid")?;
    let country = cell("country")?;
    let region = cell("admin1")?;
    let latitude: f32 = number(cell("lat")?, line, "lat")?;
    let longitude: f32 = number(cell("lon")?, line, "lon")?;
    let population = number(cell("population")?, line, "population")?;
    let names: Vec<Written<'_>> = names(cell("names")?).collect();
    let bounded = |value: f32, most: f32, column| {
        if value.abs() <= most { Ok(value) } else { Err(PlacesError::Column { line, column }) }
    };
    Ok(Row {
        geonameid,
        country,
        region,
        latitude: bounded(latitude, 90.0, "lat")?,
        longitude: bounded(longitude, 180.0, "lon")?,
        population,
        names,
    })
}

fn number<T: std::str::FromStr>(cell: &str, line: usize, column: &'static str) -> Result<T, PlacesError> {
    cell.trim().parse().map_err(|_| PlacesError::Column { line, column })
}

/// The lines of one of our own tables, less remarks and headings, cut into cells.
pub(crate) fn own(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn former_names_carry_their_years() {
        let read: Vec<Written<'_>> = names("Astana|Ақмола[1992–1998]").collect();
        assert_eq!(read[0], Written { name: "Astana", years: None });
        assert_eq!(read[1], Written { name: "Ақмола", years: Some("1992–1998") });
    }

    #[test]
    fn a_broken_line_is_named() {
        let text = "head\n1\tKZ\t02\t43.2\t76.9\t5\tA\n2\tKZ\t02\tnorth\t76.9\t5\tB\n";
        let found: Vec<Option<PlacesError>> = places(text).map(Result::err).collect();
        assert_eq!(found, [None, Some(PlacesError::Column { line: 3, column: "lat" })]);
    }
}
