package dev.slipway.cli;

import java.io.PrintWriter;

/** The world around a command: where it stands and where it may write. */
record Shell(Workspace workspace, PrintWriter out, PrintWriter err) {}
