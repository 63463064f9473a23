namespace OpenShift.NET.Sdk.Projects.Addresses;

/// <summary>One <c>key=value</c> of a connection string.</summary>
/// <param name="Name">The key in small letters, without blanks, <c>_</c> and <c>-</c>.</param>
/// <param name="Key">What it means.</param>
/// <param name="Start">Where the value begins, behind its quote.</param>
/// <param name="Length">Its length, without quotes and blanks around it.</param>
internal readonly record struct ConnectionStringPart(string Name, ConnectionStringKey Key, int Start, int Length);
