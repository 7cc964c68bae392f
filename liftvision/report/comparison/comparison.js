"use strict";
// The page of a comparison: controls, videos and curves that show the same part of the rep.

(() => {
  const data = charts.data();
  const stage = document.querySelector(".stage");
  const bar = document.getElementById("place");
  const toggle = document.getElementById("play");
  const now = document.getElementById("now");
  const said = document.getElementById("said");
  const choices = [...document.querySelectorAll("select[data-session]")];
  const videos = data.sessions.map((_, i) => document.querySelector(`video[data-session="${i}"]`));

  const panels = charts.canDraw
    ? [...document.querySelectorAll("#curves .chart.live")].map((figure, i) => charts.draw(figure, data.panels[i], { height: 190 }))
    : [];
  charts.link(panels);
  const mark = () => panels.forEach(({ plot }) => Plotly.relayout(plot, {
    "xaxis.tickvals": data.ticks.at, "xaxis.ticktext": data.ticks.words,
  }));
  mark();
  charts.onTheme(mark);

  const player = inStep.player(data.sessions, videos, follow);

  function follow(time) {
    for (const panel of panels) panel.moveTo(player.place());
    if (!bar) return;
    const [begin, end] = player.bounds();
    bar.max = end - begin;
    bar.value = time - begin;
    const words = wordsAt(time);
    bar.setAttribute("aria-valuetext", words);
    now.textContent = words;
    const word = player.isPlaying() ? "Pause" : "Play";
    if (toggle.textContent !== word) toggle.textContent = word;
  }

  function wordsAt(time) {
    const { number, marks } = player.rep();
    const passed = marks.filter(([, at]) => at <= time + 5e-3);
    const coming = marks[passed.length];
    const first = `${data.sessions[0].letter}, rep ${number}`;
    if (!passed.length) return `${first}: before the ${coming ? coming[0] : "rep"}`;
    const [event, at] = passed[passed.length - 1];
    const later = time - at;
    return later < 5e-3 ? `${first}: ${event}` : `${first}: ${event} + ${later.toFixed(2)} s`;
  }

  const stop = () => { if (player.isPlaying()) player.pause(); };
  const seen = () => stage.querySelector(".films")?.scrollIntoView({ block: "nearest" });
  const say = () => { if (said) said.textContent = wordsAt(player.time()); };

  for (const panel of panels) panel.onPick((place) => { stop(); player.atPlace(place); });
  for (const button of document.querySelectorAll("[data-look]")) {
    button.addEventListener("click", () => {
      const [session, time] = button.dataset.look.split(" ").map(Number);
      stop();
      const index = player.goTo(session, time);
      const choice = choices.find((each) => Number(each.dataset.session) === session);
      if (choice) choice.value = index;
      say();
      seen();
    });
  }

  if (bar) {
    const toggled = () => { if (player.isPlaying()) player.pause(); else player.play(); say(); };
    toggle.addEventListener("click", toggled);
    bar.addEventListener("input", () => { stop(); player.seek(player.bounds()[0] + Number(bar.value)); });
    bar.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      toggled();
    });
    document.getElementById("speed").addEventListener("change", (event) => player.setSpeed(Number(event.target.value)));
    for (const button of document.querySelectorAll("[data-event]")) {
      button.addEventListener("click", () => {
        const found = player.rep().marks.find(([name]) => name === button.dataset.event);
        stop();
        if (found) player.seek(found[1]);
        say();
      });
    }
    for (const choice of choices) {
      choice.addEventListener("change", () => {
        stop();
        player.choose(Number(choice.dataset.session), Number(choice.value));
      });
    }
    for (const video of videos.filter(Boolean)) {
      video.controls = false;
      video.addEventListener("click", toggled);
      video.addEventListener("error", () => {
        video.nextElementSibling.hidden = false;
      });
    }
    document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
  }
  const lift = player.rep().marks.find(([name]) => name === "lift-off");
  player.seek(lift ? lift[1] : player.bounds()[0]);
})();
