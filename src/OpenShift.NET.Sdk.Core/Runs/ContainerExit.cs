namespace OpenShift.NET.Sdk.Runs;

/// <summary>How a container ended.</summary>
/// <param name="After">Milliseconds since it was started.</param>
/// <param name="Code">Its exit code, 128 + signal when a signal ended it.</param>
/// <param name="Killed">Whether SIGKILL had to be sent, by us or by the kernel for want of memory.</param>
/// <param name="OutOfMemory">Whether it exceeded its memory limit.</param>
public sealed record ContainerExit(double After, int Code, bool Killed = false, bool OutOfMemory = false);
