//! Opening the outputs.

use crate::cli::{Format, Plan};
use crate::decode::{Record, Sink, Summary};
use crate::filter::{Filtered, Statuses};
use crate::render::summary::SummarySink;
use crate::render::text::TextSink;
use anyhow::Context;
use std::fs::File;
use std::io::{self, Write};

/// Several outputs as one.
struct Several(Vec<Box<dyn Sink + Send>>);

impl Sink for Several {
    fn record(&mut self, record: &Record<'_>) -> io::Result<()> {
        self.0.iter_mut().try_for_each(|sink| sink.record(record))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.iter_mut().try_for_each(|sink| sink.flush())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.0.iter_mut().try_for_each(|sink| sink.finish(summary))
    }
}

/// The outputs that `plan` asks for.
pub(super) fn open(plan: &Plan) -> anyhow::Result<Box<dyn Sink + Send>> {
    let file = match &plan.output {
        Some(path) => Some(
            File::create(path).with_context(|| format!("failed to open '{}' for the output (-o)", path.display()))?,
        ),
        None => None,
    };
    let place = || -> io::Result<Box<dyn Write + Send>> {
        Ok(match &file {
            Some(file) => Box::new(file.try_clone()?),
            None => Box::new(io::stderr()),
        })
    };
    let mut sinks: Vec<Box<dyn Sink + Send>> = Vec::new();
    if plan.calls {
        match plan.format {
            Format::Text => sinks.push(Box::new(TextSink::new(place()?, plan.look.clone()))),
            Format::Json => anyhow::bail!("JSON is not there yet"),
        }
    }
    if let Some(look) = plan.summary {
        sinks.push(Box::new(SummarySink::new(place()?, look)));
    }
    let all: Box<dyn Sink + Send> = Box::new(Several(sinks));
    Ok(if plan.statuses == Statuses::ALL && plan.paths.is_empty() {
        all
    } else {
        Box::new(Filtered { statuses: plan.statuses, paths: plan.paths.clone(), to: all })
    })
}
