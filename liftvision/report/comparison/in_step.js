"use strict";
// Videos in step. One clock runs over a rep of the first set; every video shows the same part of a rep
// of its own. Times are on each clip's clock; a video begins at zero with its clip's first frame.

const inStep = (() => {
  // A frame's time is rounded in the file; so much later it is surely the one that is shown.
  const INTO_FRAME_S = 0.002;
  // A video that is further off than this jumps; nearer, it runs a little faster or slower.
  const JUMP_S = 0.3;
  const CATCH_UP_PER_S = 2.5;
  const RATES = [0.07, 4];
  const LEAD_S = 0.5;

  // Through knots [x, y], both rising, from one to the next; beyond the ends one to one.
  function through(knots, x, beyond = 1) {
    if (!knots.length) return x;
    const [first, last] = [knots[0], knots[knots.length - 1]];
    if (x <= first[0]) return first[1] + beyond * (x - first[0]);
    if (x >= last[0]) return last[1] + beyond * (x - last[0]);
    const i = knots.findIndex(([at]) => at >= x);
    const [[x0, y0], [x1, y1]] = [knots[i - 1], knots[i]];
    return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
  }

  // The events that two reps have in common, as knots from the time of one to that of the other.
  function shared(one, other) {
    const times = new Map(other.marks.map(([name, time]) => [name, time]));
    return one.marks.filter(([name]) => times.has(name)).map(([name, time]) => [time, times.get(name)]);
  }

  const placeAt = (rep, time) => through(rep.marks.map(([, at, place]) => [at, place]), time, 0);
  const timeAt = (rep, place) => through(rep.marks.map(([, at, to]) => [to, at]), place, 0);
  const within = (session, time) => Math.min(session.end, Math.max(session.begin, time));

  // The rep of a session in which a time lies, or which is nearest to it: its index.
  function repAround(session, time) {
    const far = session.reps.map(({ marks }) => {
      if (!marks.length) return Infinity;
      return Math.max(0, marks[0][1] - time, time - marks[marks.length - 1][1]);
    });
    return far.indexOf(Math.min(...far));
  }

  // sessions: as in the page's data; videos: one for each, or null. told(time) hears the clock.
  function player(sessions, videos, told) {
    const chosen = sessions.map(() => 0);
    let clock = 0;
    let speed = 1;
    let last = null;

    const rep = (i) => sessions[i].reps[chosen[i]];
    const bounds = () => {
      const { marks } = rep(0);
      if (!marks.length) return [sessions[0].begin, sessions[0].end];
      const ends = [marks[0][1] - LEAD_S, marks[marks.length - 1][1] + LEAD_S];
      return ends.map((time) => within(sessions[0], time));
    };
    const target = (i, time) => within(sessions[i], i ? through(shared(rep(0), rep(i)), time) : time);
    const inVideo = (i, time) => target(i, time) - sessions[i].begin + INTO_FRAME_S;
    const isPlaying = () => last !== null;

    // While a video still seeks it is not sent elsewhere; it goes on to the newest place after that.
    function show(i) {
      const video = videos[i];
      if (video && !video.seeking) video.currentTime = inVideo(i, clock);
    }

    videos.forEach((video, i) => {
      if (!video) return;
      for (const name of ["seeked", "loadedmetadata"]) {
        video.addEventListener(name, () => {
          if (!isPlaying() && Math.abs(video.currentTime - inVideo(i, clock)) > 1e-3) show(i);
        });
      }
    });

    function steer(i) {
      const video = videos[i];
      if (!video) return;
      const off = inVideo(i, clock) - video.currentTime;
      if (Math.abs(off) > JUMP_S) show(i);
      const slope = (target(i, clock + 0.05) - target(i, clock - 0.05)) / 0.1;
      const rate = speed * slope + (video.seeking ? 0 : CATCH_UP_PER_S * off);
      if (rate < RATES[0]) {
        video.pause();
        return;
      }
      const bounded = Math.min(RATES[1], rate);
      if (Math.abs(bounded - video.playbackRate) > 0.03 * bounded) video.playbackRate = bounded;
      // A pause that comes before it has begun is no failure.
      if (video.paused) video.play().catch(() => {});
    }

    function tick(now) {
      if (!isPlaying()) return;
      clock += (speed * (now - last)) / 1000;
      last = now;
      const end = bounds()[1];
      if (clock >= end) {
        clock = end;
        pause();
        return;
      }
      sessions.forEach((_, i) => steer(i));
      told(clock);
      requestAnimationFrame(tick);
    }

    function play() {
      const [begin, end] = bounds();
      if (clock >= end - 0.01) clock = begin;
      last = performance.now();
      sessions.forEach((_, i) => show(i));
      requestAnimationFrame(tick);
      told(clock);
    }

    function pause() {
      last = null;
      for (const video of videos) video?.pause();
      seek(clock);
    }

    function seek(time) {
      const [begin, end] = bounds();
      clock = Math.min(end, Math.max(begin, time));
      sessions.forEach((_, i) => show(i));
      told(clock);
    }

    // Another rep of a set, at the same part of it.
    function choose(i, index) {
      const place = placeAt(rep(0), clock);
      chosen[i] = index;
      seek(i ? clock : timeAt(rep(0), place));
    }

    // Goes to a time of a set's own clip, in the rep that it is in.
    function goTo(i, time) {
      chosen[i] = repAround(sessions[i], time);
      const knots = shared(rep(0), rep(i)).map(([to, at]) => [at, to]);
      seek(i ? through(knots, time) : time);
      return chosen[i];
    }

    return {
      bounds, play, pause, seek, choose, goTo, isPlaying,
      atPlace: (place) => seek(timeAt(rep(0), place)),
      place: () => placeAt(rep(0), clock),
      time: () => clock,
      rep: () => rep(0),
      setSpeed: (factor) => { speed = factor; },
    };
  }

  return { player };
})();
