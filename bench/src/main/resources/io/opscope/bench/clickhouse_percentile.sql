SELECT quantileTDigestMerge(0.95)(spread) FROM by_hour WHERE hour >= now() - 2592000
