namespace OpenShift.NET.Sdk.Images.PackageDatabases;

/// <summary>A package database is not what its name says; the message is a predicate. Never leaves this folder.</summary>
internal sealed class PackageDataException(string problem) : Exception(problem);
