package dev.slipway.context;

/** What tells, without reading a file, that it is the same file with the same bytes as before. Times in nanoseconds. */
public record FileStamp(long size, long modified, long changed, long inode, long device) {}
