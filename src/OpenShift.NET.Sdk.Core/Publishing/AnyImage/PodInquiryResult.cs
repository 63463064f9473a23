using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Publishing.AnyImage;

/// <summary>What came of asking an application in the same pod.</summary>
/// <param name="Subject">Its workload, <c>Kind/name</c>.</param>
/// <param name="Answers">What was as declared, a line each.</param>
/// <param name="Problems">What was not.</param>
public sealed record PodInquiryResult(string Subject, ImmutableArray<string> Answers, ImmutableArray<CheckMessage> Problems);
