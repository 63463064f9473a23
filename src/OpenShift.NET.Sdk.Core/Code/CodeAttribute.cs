using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code;

/// <summary>An attribute of a type or method of the application.</summary>
/// <param name="Type">Full name of the attribute's type, for example <c>Microsoft.AspNetCore.Mvc.RouteAttribute</c>.</param>
/// <param name="Arguments">What its constructor gets.</param>
/// <param name="Properties">What is set by name.</param>
public sealed record CodeAttribute(string Type, ImmutableArray<CodeValue> Arguments, ImmutableSortedDictionary<string, CodeValue> Properties);
