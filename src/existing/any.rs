//! A file of whatever kind: what the page and the command do with all of them alike.

use super::config_toml::{Choice, Runner};
use super::{Finding, Kind, Merged, NotRead, cntlm_conf, config_toml, drop_in, json};
use crate::form::plan::Plan;
use std::ops::Range;

/// A file that has been read.
pub struct Any<'a>(Document<'a>);

enum Document<'a> {
    ConfigToml(config_toml::Document<'a>),
    Json(json::Document<'a>),
    CntlmConf(cntlm_conf::Document<'a>),
    DropIn(drop_in::Document<'a>),
}

impl<'a> Any<'a> {
    /// Reads a file of this kind; its text is that of [`Kind::decode`].
    ///
    /// # Errors
    /// As [`config_toml::Document::read`] and its like: the program could not read it either, or it
    /// is too large.
    pub fn read(kind: Kind, text: &'a str) -> Result<Self, NotRead> {
        Ok(Self(match kind {
            Kind::ConfigToml => Document::ConfigToml(config_toml::Document::read(text)?),
            Kind::DaemonJson => Document::Json(json::Document::daemon(text)?),
            Kind::DockerConfig => Document::Json(json::Document::client(text)?),
            Kind::CntlmConf => Document::CntlmConf(cntlm_conf::Document::read(text)?),
            Kind::DockerDropIn => Document::DropIn(drop_in::Document::docker(text)?),
            Kind::RunnerDropIn => Document::DropIn(drop_in::Document::runner(text)?),
        }))
    }

    /// The runners of a config.toml, in their order; none in other files.
    pub fn runners(&self) -> &[Runner] {
        match &self.0 {
            Document::ConfigToml(document) => document.runners(),
            _ => &[],
        }
    }

    /// What is wrong in it; with a plan also what goes against that plan. In the order of the lines.
    pub fn findings(&self, plan: Option<&Plan>) -> Vec<Finding> {
        match &self.0 {
            Document::ConfigToml(document) => document.findings(plan),
            Document::Json(document) => document.findings(plan),
            Document::CntlmConf(document) => document.findings(plan),
            Document::DropIn(document) => document.findings(plan),
        }
    }

    /// Where secrets stand, in order. What shows the text to people shows something else there.
    pub fn secrets(&self) -> Vec<Range<usize>> {
        match &self.0 {
            Document::ConfigToml(document) => document.secrets(),
            Document::Json(document) => document.secrets(),
            Document::CntlmConf(document) => document.secrets(),
            Document::DropIn(document) => document.secrets(),
        }
    }

    /// Puts in what the plan needs of it. The choice is about the runners of a config.toml.
    pub fn merge(&self, plan: &Plan, choice: &Choice) -> Merged {
        match &self.0 {
            Document::ConfigToml(document) => document.merge(plan, choice),
            Document::Json(document) => document.merge(plan),
            Document::CntlmConf(document) => document.merge(plan),
            Document::DropIn(document) => document.merge(plan),
        }
    }
}
