namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>The licence a component's author declares.</summary>
/// <param name="Expression">SPDX licence expression; <see langword="null"/> when none is given.</param>
/// <param name="Name">Name of a licence that has no expression, for example a file of the package.</param>
/// <param name="Url">Where its text is.</param>
public sealed record ComponentLicense(string? Expression, string? Name = null, string? Url = null);
