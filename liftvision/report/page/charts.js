"use strict";
// Curves of a page. A chart is drawn by plotly into a figure that the page holds ready:
//   <figure class="chart live"><div class="chips"></div><div class="plot"></div></figure>
// Names and values stand in the chips, as text of the page: plotly is given no words from outside.

const charts = (() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const precise = matchMedia("(pointer: fine)");
  const MARGIN = { l: 46, r: 12, t: 8, b: 26 };
  const OPTIONS = { displayModeBar: false, responsive: true, doubleClick: false };
  const drawn = [];

  document.documentElement.classList.add("js");
  const canDraw = typeof Plotly !== "undefined";
  if (canDraw) document.documentElement.classList.add("plotted");

  const data = () => JSON.parse(document.getElementById("data").textContent);

  const theme = () => {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue(name).trim();
    return { ink: of("--ink"), muted: of("--muted"), line: of("--line") };
  };

  const shade = (colour) => (dark.matches ? colour.dark : colour.light);
  const faded = (css, alpha) => css + Math.round(255 * alpha).toString(16).padStart(2, "0");

  // The last index whose place is not after x, but for rounding; -1 before the first.
  function indexAt(places, x) {
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle] <= x + 5e-4) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  // One polygon for each stretch in which a line has errors.
  function bandTrace(panel, line) {
    const x = [];
    const y = [];
    let run = [];
    const close = () => {
      if (run.length > 1) {
        for (const i of run) { x.push(panel.x[i]); y.push(line.y[i] + line.error[i]); }
        for (const i of run.reverse()) { x.push(panel.x[i]); y.push(line.y[i] - line.error[i]); }
        x.push(null);
        y.push(null);
      }
      run = [];
    };
    panel.x.forEach((_, i) => {
      if (line.y[i] === null || line.error[i] === null) close();
      else run.push(i);
    });
    close();
    return {
      x, y, mode: "lines", fill: "toself", hoverinfo: "skip",
      line: { width: 0 }, fillcolor: faded(shade(line.colour), 0.2),
    };
  }

  const wholeOf = (panel) => [panel.x[0], panel.x[panel.x.length - 1]];

  function traces(panel) {
    const bands = panel.lines.filter((line) => line.error).map((line) => bandTrace(panel, line));
    const lines = panel.lines.map((line) => ({
      x: panel.x, y: line.y, mode: "lines", hoverinfo: "skip", connectgaps: false,
      line: { color: shade(line.colour), width: line.faint ? 1.1 : 2.2 },
      opacity: line.faint ? 0.75 : 1,
    }));
    return [...bands, ...lines];
  }

  function layout(panel, height) {
    const { ink, muted, line } = theme();
    const axis = {
      gridcolor: line, linecolor: line, tickcolor: line, zeroline: false, automargin: false,
      tickfont: { color: muted, size: 12 },
    };
    return {
      height, margin: MARGIN, showlegend: false, hovermode: false,
      dragmode: precise.matches ? "zoom" : false,
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: "system-ui, sans-serif", color: ink },
      xaxis: {
        ...axis, showgrid: false, fixedrange: !precise.matches, nticks: 8,
        range: wholeOf(panel),
      },
      yaxis: {
        ...axis, fixedrange: true, nticks: 6, zeroline: panel.zero, zerolinecolor: muted,
      },
      shapes: panel.stretches.map((stretch) => ({
        type: "rect", xref: "x", yref: "paper", x0: stretch.begin, x1: stretch.end, y0: 0, y1: 1,
        fillcolor: stretch.colour, opacity: dark.matches ? 0.16 : 0.2, line: { width: 0 },
        layer: "below",
      })),
    };
  }

  function decimalsOf(value, error) {
    if (error !== null && error > 0) return Math.max(0, Math.min(3, -Math.floor(Math.log10(error / 1.95))));
    return Math.abs(value) < 10 ? 2 : 0;
  }

  function written(panel, line, index) {
    const value = index < 0 ? null : line.y[index];
    if (value === null || value === undefined) return "–";
    const error = line.error ? line.error[index] : null;
    const decimals = decimalsOf(value, error);
    const about = error === null ? "" : ` ± ${error.toFixed(decimals)}`;
    const number = value.toFixed(decimals).replace(/^-(0(\.0*)?)$/, "$1");
    return `${number}${about}${panel.unit}`;
  }

  function makeChips(host, panel) {
    return panel.lines.filter((line) => !line.faint).map((line) => {
      const chip = document.createElement("span");
      const swatch = document.createElement("i");
      const value = document.createElement("b");
      chip.className = "chip";
      chip.append(swatch, `${line.label} `, value);
      host.append(chip);
      return { line, swatch, value };
    });
  }

  // Draws a panel into a figure. Gives {moveTo(x), onPick(told)}: the first moves the cursor, a line
  // of the page and not of the plot; told(x) hears where the reader clicks.
  function draw(figure, panel, { height = panel.lines.length > 2 ? 260 : 180 } = {}) {
    const plot = figure.querySelector(".plot");
    const cursor = document.createElement("div");
    cursor.className = "cursor";
    const chips = makeChips(figure.querySelector(".chips"), panel);
    const chart = { figure, panel, plot, cursor, at: null, told: [] };
    chart.moveTo = (x) => { chart.at = x; place(chart); showValues(x); };
    chart.onPick = (told) => chart.told.push(told);

    function showValues(x) {
      const index = indexAt(panel.x, x);
      for (const { line, value } of chips) value.textContent = written(panel, line, index);
    }

    function paint() {
      for (const { line, swatch } of chips) swatch.style.background = shade(line.colour);
      Plotly.react(plot, traces(panel), layout(panel, height), OPTIONS);
      fit(chart);
    }

    chart.paint = paint;
    paint();
    plot.append(cursor);
    link([chart]);
    plot.on("plotly_relayout", (change) => zoomed(chart, change));
    plot.on("plotly_doubleclick", () => show(chart, wholeOf(panel)));
    plot.on("plotly_afterplot", () => fit(chart));
    listen(chart, showValues);
    drawn.push(chart);
    return chart;
  }

  const rangeOf = (chart) => chart.plot.layout.xaxis.range;

  // From the axis to px of the plot's own width, and back.
  function toPx(chart, x) {
    const [low, high] = rangeOf(chart);
    return MARGIN.l + ((x - low) / (high - low)) * (chart.width - MARGIN.l - MARGIN.r);
  }

  function fromPx(chart, px) {
    const [low, high] = rangeOf(chart);
    return low + ((px - MARGIN.l) / (chart.width - MARGIN.l - MARGIN.r)) * (high - low);
  }

  // The width is asked for once a plot, not at every frame of the video: that would lay the page out.
  function fit(chart) {
    chart.width = chart.plot.clientWidth;
    place(chart);
  }

  function place(chart) {
    if (chart.at === null) return;
    const px = toPx(chart, chart.at);
    chart.cursor.hidden = px < MARGIN.l - 1 || px > chart.width - MARGIN.r + 1;
    chart.cursor.style.transform = `translateX(${px}px)`;
  }

  function listen(chart, showValues) {
    let pressed = null;
    const at = (event) => fromPx(chart, event.clientX - chart.plot.getBoundingClientRect().left);
    chart.plot.addEventListener("pointerdown", (event) => { pressed = event.clientX; }, true);
    chart.plot.addEventListener("click", (event) => {
      // The end of a drag, which zooms, is no click.
      if (pressed !== null && Math.abs(event.clientX - pressed) > 5) return;
      const [low, high] = rangeOf(chart);
      const x = Math.min(high, Math.max(low, at(event)));
      for (const told of chart.told) told(x);
    });
    chart.plot.addEventListener("pointermove", (event) => showValues(at(event)));
    chart.plot.addEventListener("pointerleave", () => { if (chart.at !== null) showValues(chart.at); });
  }

  // Charts of one group show the same part of the axis.
  function show(chart, range) {
    const group = chart.group;
    group.busy = true;
    Promise.all(group.charts.map((each) => Plotly.relayout(each.plot, { "xaxis.range": [...range] })))
      .finally(() => { group.busy = false; });
  }

  function zoomed(chart, change) {
    const from = change["xaxis.range[0]"];
    if (!chart.group.busy && from !== undefined) show(chart, [from, change["xaxis.range[1]"]]);
  }

  function link(linked) {
    const group = { charts: linked, busy: false };
    for (const chart of linked) chart.group = group;
  }

  dark.addEventListener("change", () => drawn.forEach((chart) => chart.paint()));
  // What is folded is printed, too.
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("details:not([open])")) folded.open = true;
  });

  return { canDraw, data, draw, link, indexAt, onTheme: (told) => dark.addEventListener("change", told) };
})();
