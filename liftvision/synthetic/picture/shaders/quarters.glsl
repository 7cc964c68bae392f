// The four quarters of a pixel, as far as what moves covers them.
uniform sampler2D texture_material;  // these four at twice the size
uniform sampler2D facing;
uniform sampler2D paint_colour;
uniform sampler2D distance_away;
uniform sampler2D still_away;

const ivec2 QUARTERS[4] = ivec2[4](ivec2(0, 0), ivec2(1, 0), ivec2(0, 1), ivec2(1, 1));

// Distance of what moves in each quarter; 0 where it is not, or behind a part of the room.
vec4 distances_at(ivec2 pixel) {
    vec3 ray = still_ray(vec2(pixel) + 0.5);
    float room = texelFetch(still_away, ivec2(still_pixel(ray)), 0).r / ray.z;
    vec4 away;
    for (int quarter = 0; quarter < 4; quarter++)
        away[quarter] = texelFetch(distance_away, 2 * pixel + QUARTERS[quarter], 0).r;
    return away * step(away, vec4(room));
}

// The quarter that stands for the pixel: the first that is covered.
int chosen(vec4 distances) {
    if (distances.x > 0.0) return 0;
    if (distances.y > 0.0) return 1;
    return distances.z > 0.0 ? 2 : 3;
}
