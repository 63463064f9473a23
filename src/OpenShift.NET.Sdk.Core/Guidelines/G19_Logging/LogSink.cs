using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G19_Logging;

/// <summary>Where a configuration file sends the log.</summary>
/// <param name="Library">The library: <c>Serilog</c>, <c>NLog</c>, <c>log4net</c>.</param>
/// <param name="Kind">What it writes to.</param>
/// <param name="Path">The file it names, as written; <see langword="null"/> when it names none.</param>
/// <param name="Where">Where it stands.</param>
internal sealed record LogSink(string Library, LogSinkKind Kind, string? Path, Location Where);
