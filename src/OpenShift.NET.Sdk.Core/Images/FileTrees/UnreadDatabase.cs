namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>A package database that could not be read, or not all of it.</summary>
/// <param name="Database">Its file.</param>
/// <param name="Problem">Why: a predicate.</param>
public sealed record UnreadDatabase(FileVersion Database, string Problem);
