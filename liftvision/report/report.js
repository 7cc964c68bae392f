"use strict";
// The report: the video, and everything that follows it or leads it to a moment.
// All times here are on the clip's clock; the video begins at zero with the clip's first frame.

(() => {
  const data = charts.data();
  const video = document.querySelector("video");
  const now = document.getElementById("now");
  const said = document.getElementById("said");
  const ribbon = document.querySelector(".ribbon");
  const dot = document.querySelector(".bar-path .bar");
  // A frame's time is rounded in the file; so much later it is surely the one that is shown.
  const INTO_FRAME_S = 0.002;

  const panels = charts.canDraw
    ? [...document.querySelectorAll("#curves .chart")].map((figure, i) => charts.draw(figure, data.panels[i]))
    : [];
  charts.link(panels);

  function seek(time, { show = false } = {}) {
    const inside = Math.min(data.end, Math.max(data.begin, time));
    follow(inside);
    if (!video) return;
    if (show) {
      video.pause();
      video.closest("section").scrollIntoView({ block: "nearest" });
    }
    video.currentTime = inside - data.begin + INTO_FRAME_S;
  }

  function follow(time) {
    for (const panel of panels) panel.moveTo(time);
    if (now) now.textContent = words(time);
    if (ribbon) {
      const place = (1000 * (time - data.begin)) / (data.end - data.begin);
      ribbon.querySelector(".now").setAttribute("transform", `translate(${place})`);
    }
    if (dot) moveBar(time);
  }

  function moveBar(time) {
    const path = data.paths.find((each) => time >= each.t[0] && time <= each.t[each.t.length - 1]);
    const i = path ? charts.indexAt(path.t, time) : -1;
    const seen = i >= 0 && path.x[i] !== null && path.y[i] !== null;
    dot.setAttribute("cx", seen ? path.x[i] : -20);
    dot.setAttribute("cy", seen ? path.y[i] : -20);
  }

  function words(time) {
    const tenths = Math.round(10 * Math.max(0, time - data.begin));
    const clock = `${Math.floor(tenths / 600)}:${String(Math.floor(tenths / 10) % 60).padStart(2, "0")}.${tenths % 10}`;
    const span = data.phases.find((each) => time >= each.begin && time < each.end);
    return span ? `${clock} · rep ${span.rep}, ${span.phase}` : clock;
  }

  for (const target of document.querySelectorAll("[data-seek]")) {
    target.addEventListener("click", () => {
      seek(Number(target.dataset.seek), { show: target.dataset.show === "video" });
    });
  }
  for (const panel of panels) panel.onPick((time) => seek(time));

  // A picture of one rep goes from lift-off at its left to lockout at its right.
  for (const picture of document.querySelectorAll("svg.rep")) {
    picture.addEventListener("click", (event) => {
      const box = picture.getBoundingClientRect();
      const done = Math.min(1, Math.max(0, ((event.clientX - box.left) / box.width) * (164 / 160) - 2 / 160));
      const { liftOff, lockout } = picture.dataset;
      seek(Number(liftOff) + done * (Number(lockout) - Number(liftOff)));
    });
  }

  const drawing = document.querySelector("svg.bar-path");
  if (drawing) {
    drawing.addEventListener("click", (event) => {
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
      let best = { far: Infinity, time: null };
      for (const path of data.paths) {
        path.t.forEach((time, i) => {
          if (path.x[i] === null || path.y[i] === null) return;
          const far = Math.hypot(path.x[i] - at.x, path.y[i] - at.y);
          if (far < best.far) best = { far, time };
        });
      }
      if (best.time !== null) seek(best.time);
    });
  }

  if (video) {
    const shown = () => data.begin + Math.max(0, video.currentTime - INTO_FRAME_S);
    if ("requestVideoFrameCallback" in video) {
      const onFrame = (_, frame) => {
        follow(data.begin + frame.mediaTime);
        video.requestVideoFrameCallback(onFrame);
      };
      video.requestVideoFrameCallback(onFrame);
    } else {
      video.addEventListener("timeupdate", () => follow(shown()));
    }
    // Read out once the video stands still, not at every frame.
    for (const name of ["seeked", "pause"]) {
      video.addEventListener(name, () => { if (video.paused) said.textContent = words(shown()); });
    }
  }
  follow(data.begin);
})();
