//! Reads figures as `OpenMetrics` has them, and holds them to its rules and to Prometheus' conventions for names.

use std::collections::BTreeMap;

/// The samples of a page, by name and labels as they are written: `name{label="value"}`.
#[derive(Debug)]
pub struct Figures(BTreeMap<String, f64>);

impl Figures {
    /// Reads a page.
    pub fn read(page: &str) -> Self {
        assert!(page.ends_with("\n# EOF\n") && page.matches("# EOF").count() == 1, "no end: {page}");
        let mut samples = BTreeMap::new();
        let (mut family, mut kind, mut families) = (String::new(), String::new(), Vec::new());
        for line in page.lines() {
            if let Some(about) = line.strip_prefix("# ") {
                let parts: Vec<&str> = about.splitn(3, ' ').collect();
                match parts.as_slice() {
                    ["HELP", name, help] => {
                        assert!(!families.contains(&(*name).to_owned()), "{name} is there twice");
                        assert!(help.ends_with('.') && is_name(name), "{line}");
                        families.push((*name).to_owned());
                        (*name).clone_into(&mut family);
                    }
                    ["TYPE", name, of] => {
                        assert_eq!(*name, family, "{line}");
                        assert!(["counter", "gauge", "histogram", "info"].contains(of), "{line}");
                        (*of).clone_into(&mut kind);
                    }
                    ["UNIT", name, unit] => {
                        assert_eq!(*name, family, "{line}");
                        assert!(name.ends_with(&format!("_{unit}")), "{line}");
                    }
                    ["EOF"] => {}
                    _ => panic!("{line}"),
                }
                continue;
            }
            let (sample, value) = line.rsplit_once(' ').unwrap();
            let (name, labels) = match sample.split_once('{') {
                Some((name, labels)) => (name, labels.strip_suffix('}').unwrap()),
                None => (sample, ""),
            };
            let ending = name.strip_prefix(&family).unwrap_or_else(|| panic!("{line} is not of {family}"));
            let fits = match kind.as_str() {
                "counter" => ending == "_total",
                "gauge" => ending.is_empty(),
                "info" => ending == "_info",
                _ => ["_bucket", "_sum", "_count"].contains(&ending),
            };
            assert!(fits, "{line} in a {kind}");
            check_labels(labels);
            assert!(samples.insert(sample.to_owned(), value.parse().unwrap()).is_none(), "{sample} is there twice");
        }
        let figures = Self(samples);
        figures.check_buckets();
        figures
    }

    /// The samples whose name and labels begin so.
    pub fn beginning(&self, beginning: &str) -> Vec<(&str, f64)> {
        let found = self.0.iter().filter(|(name, _)| name.starts_with(beginning));
        found.map(|(name, value)| (name.as_str(), *value)).collect()
    }

    /// A sample; 0 when it is not there.
    pub fn get(&self, sample: &str) -> f64 {
        self.0.get(sample).copied().unwrap_or_default()
    }

    /// The different values of a label in all samples of a name.
    pub fn values(&self, name: &str, label: &str) -> Vec<String> {
        let mut values: Vec<String> = self
            .beginning(&format!("{name}{{"))
            .iter()
            .filter_map(|(sample, _)| sample.split_once(&format!("{label}=\""))?.1.split('"').next().map(str::to_owned))
            .collect();
        values.sort();
        values.dedup();
        values
    }

    /// Buckets hold what smaller ones do, and the last one all.
    fn check_buckets(&self) {
        let mut last: BTreeMap<String, (f64, f64)> = BTreeMap::new();
        let mut buckets = Vec::new();
        for (sample, value) in &self.0 {
            if let Some((series, end)) = sample.split_once("le=\"") {
                let end: f64 = end.split('"').next().unwrap().replace("+Inf", "inf").parse().unwrap();
                let rest = sample.split_once("le=\"").unwrap().1.split_once('"').unwrap().1;
                buckets.push((format!("{series}{rest}"), end, *value));
            }
        }
        buckets.sort_by(|one, other| (&one.0, one.1).partial_cmp(&(&other.0, other.1)).unwrap());
        for (series, end, value) in buckets {
            if let Some((before, held)) = last.get(&series) {
                assert!(*before < end && *held <= value, "{series}: {held} up to {before}, {value} up to {end}");
            }
            last.insert(series, (end, value));
        }
        assert!(last.values().all(|(end, _)| end.is_infinite()), "{last:?}");
    }
}

fn is_name(name: &str) -> bool {
    let own = name.starts_with("samspill_") || name == "process_start_time_seconds";
    own && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && ["_total", "_ms", "_milliseconds"].iter().all(|ending| !name.ends_with(ending))
}

fn check_labels(labels: &str) {
    let mut rest = labels;
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").unwrap_or_else(|| panic!("{labels}"));
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{labels}");
        // None of the values needs to be escaped.
        let (value, after) = after.split_once('"').unwrap_or_else(|| panic!("{labels}"));
        assert!(!value.contains(['\\', '\n']), "{labels}");
        rest = after.strip_prefix(',').unwrap_or(after);
    }
}
