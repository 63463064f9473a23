using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Publishing.AnyImage;

/// <summary>The Dockerfile of an image.</summary>
/// <param name="Text">The Dockerfile; values of the environment that are secrets are left out.</param>
/// <param name="Platform">What the image runs on.</param>
/// <param name="Gaps">What is not as in the image, whole sentences.</param>
/// <param name="Secrets">Names of variables whose value is a secret, which the written Dockerfile holds.</param>
/// <param name="Notes">What the user should know besides, for example that the base image could not be read.</param>
public sealed record ImageDockerfile(string Text, Platform Platform, ImmutableArray<string> Gaps, ImmutableArray<string> Secrets, ImmutableArray<string> Notes);
