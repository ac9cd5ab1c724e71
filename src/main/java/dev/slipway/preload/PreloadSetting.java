package dev.slipway.preload;

import java.util.Map;

/**
 * How what a preload makes is named and labelled. {@code labels} are on its containers, which go with it;
 * {@code imageLabels} are added to the image that it makes; {@code volumeLabels} are on a volume that it fills, which
 * stays, so they must not name an owner that ends. {@code env} is set in every container.
 */
public record PreloadSetting(
        String prefix,
        Map<String, String> labels,
        Map<String, String> imageLabels,
        Map<String, String> volumeLabels,
        Map<String, String> env) {
    public PreloadSetting {
        labels = Map.copyOf(labels);
        imageLabels = Map.copyOf(imageLabels);
        volumeLabels = Map.copyOf(volumeLabels);
        env = Map.copyOf(env);
    }
}
