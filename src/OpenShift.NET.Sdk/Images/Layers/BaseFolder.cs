namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>A folder of a base image, or a symbolic link that may stand for one.</summary>
/// <param name="Mode">Permission bits.</param>
/// <param name="UserId">Owner.</param>
/// <param name="GroupId">Group.</param>
/// <param name="LinkTarget">Target of a symbolic link; <see langword="null"/> for a folder.</param>
internal sealed record BaseFolder(int Mode, long UserId, long GroupId, string? LinkTarget);
