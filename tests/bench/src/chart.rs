//! The chart of the READMEs: added CPU time against rows, both logarithmic, a line for each peer.

use core::error::Error;
use std::path::Path;

use plotters::prelude::*;

use crate::peers::Peer;
use crate::report::check::Measured;

/// A colour for each peer except the empty crate, in the order of `Peer::ALL`.
const COLOURS: [RGBColor; Peer::ALL.len() - 1] = [
    RGBColor(130, 130, 130),
    RGBColor(10, 125, 51),
    RGBColor(130, 200, 150),
    RED,
    RGBColor(230, 140, 0),
    MAGENTA,
    BLUE,
];

/// Writes the chart as SVG.
pub fn draw(checks: &[Measured], file: &Path) -> Result<(), Box<dyn Error>> {
    let root = SVGBackend::new(file, (800, 440)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .caption("CPU time that a table adds to a check", ("sans-serif", 18))
        .margin(16)
        .x_label_area_size(40)
        .y_label_area_size(60)
        .build_cartesian_2d((90.0..25_000.0).log_scale(), (1.0..20_000.0).log_scale())?;
    chart.configure_mesh().x_desc("rows").y_desc("ms").light_line_style(TRANSPARENT).draw()?;
    for (peer, colour) in Peer::ALL[1..].iter().zip(COLOURS) {
        let point = |measured: &Measured| {
            (f64::from(u32::try_from(measured.rows).unwrap_or(u32::MAX)), measured.added(*peer).as_secs_f64() * 1e3)
        };
        chart
            .draw_series(LineSeries::new(checks.iter().map(point), colour.stroke_width(2)))?
            .label(peer.name().replace('`', ""))
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], colour.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE)
        .border_style(RGBColor(200, 200, 200))
        .draw()?;
    root.present()?;
    Ok(())
}
