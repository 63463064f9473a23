using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>What the stage Prove has to say.</summary>
/// <param name="Line">What happened, in one line without a full stop.</param>
/// <param name="WasRun">Whether the image was run.</param>
/// <param name="Reused">Whether nothing has changed since the proof that is told of.</param>
/// <param name="Messages">What the rules say now and Check has not said, errors among them when the image may not be delivered.</param>
/// <param name="Summary">The report in one line; <see langword="null"/> when it is the one Check has written.</param>
public sealed record ProveResult(string Line, bool WasRun, bool Reused, ImmutableArray<CheckMessage> Messages, string? Summary);
