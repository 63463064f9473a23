using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code;

/// <summary>A constant text that a method of the application is given where it asks for a secret: <c>AddUser("bob", password: "bob")</c>.</summary>
/// <param name="Value">The text.</param>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Of">The method or constructor that is called, as <c>AddUser</c> or <c>a new User</c>.</param>
/// <param name="In">The method it stands in.</param>
/// <param name="Place">Where the call stands; <see langword="null"/> when the assembly has no symbols.</param>
/// <param name="InProduction">Whether it is called in an image that runs as it comes.</param>
public sealed record CodeArgument(string Value, string Parameter, string Of, CodeMethod In, SourceLocation? Place, bool InProduction);
