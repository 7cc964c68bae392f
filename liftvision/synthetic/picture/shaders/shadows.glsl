// How much of a wide lamp a place sees, from the lamp's depth map.

float lamp_away(float depth, vec2 range) {
    return range.x * range.y / (range.y - depth * (range.y - range.x));
}

// Percentage-closer soft shadows (Fernando 2005) on a spiral of taps turned by the dither.
float lamp_seen(sampler2D shadow, mat4 projection, vec2 range, float radius, vec3 lamp,
                vec3 place, float turn, int taps) {
    vec4 at = projection * vec4(place, 1.0);
    if (at.w <= 0.0) return 1.0;
    vec3 seen = at.xyz / at.w * 0.5 + 0.5;
    if (any(lessThan(seen.xy, vec2(0.0))) || any(greaterThan(seen.xy, vec2(1.0)))) return 1.0;
    float own = at.w;
    float per_metre = 0.5 * length(projection[0].xyz) / own;
    float search = radius * 0.35 * per_metre;
    float blockers = 0.0, blocked = 0.0;
    for (int tap = 0; tap < 8; tap++) {
        float angle = 6.2831853 * (turn + float(tap) * 0.61803399);
        vec2 offset = search * sqrt((float(tap) + 0.5) / 8.0) * vec2(cos(angle), sin(angle));
        float away = lamp_away(textureLod(shadow, seen.xy + offset, 0.0).r, range);
        if (away < own - 0.012) { blockers += away; blocked += 1.0; }
    }
    if (blocked < 0.5) return 1.0;
    float blocker = blockers / blocked;
    float blur = max(radius * (own - blocker) / blocker, 0.006) * per_metre;
    float open = 0.0;
    for (int tap = 0; tap < taps; tap++) {
        float angle = 6.2831853 * (turn + float(tap) * 0.61803399);
        vec2 offset = blur * sqrt((float(tap) + 0.5) / float(taps)) * vec2(cos(angle), sin(angle));
        float away = lamp_away(textureLod(shadow, seen.xy + offset, 0.0).r, range);
        open += step(own - 0.012, away);
    }
    return open / float(taps);
}
