const path = require("path");

// What the team took CRACO for: short paths, and no source maps in what is published.
module.exports = {
  webpack: {
    alias: { "@": path.resolve(__dirname, "src") },
    configure: (config) => ({ ...config, devtool: false }),
  },
  // As nginx does it for the built page.
  devServer: (config) => ({
    ...config,
    proxy: { "/api": { target: "http://backend:8000", pathRewrite: { "^/api": "" } } },
  }),
};
