// Four by four mean that does not reach over edges in depth.
uniform sampler2D mask;
uniform sampler2D depth;
uniform int step_px;
out vec4 smoothed;

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy), last = textureSize(mask, 0) - 1;
    float own = texelFetch(depth, min(pixel * step_px, textureSize(depth, 0) - 1), 0).r;
    vec4 sum = vec4(0.0);
    float weights = 1e-6;
    for (int row = -2; row < 2; row++) {
        for (int column = -2; column < 2; column++) {
            ivec2 at = clamp(pixel + ivec2(column, row), ivec2(0), last);
            float away = texelFetch(depth, min(at * step_px, textureSize(depth, 0) - 1), 0).r;
            float weight = max(0.0, 1.0 - abs(away - own) / (0.02 * own));
            sum += weight * texelFetch(mask, at, 0);
            weights += weight;
        }
    }
    smoothed = sum / weights;
}
