namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>An application could not be laid out or published.</summary>
/// <param name="message">What went wrong, and the end of the log.</param>
internal sealed class RunFailure(string message) : Exception(message);
