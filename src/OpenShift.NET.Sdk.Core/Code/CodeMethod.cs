namespace OpenShift.NET.Sdk.Code;

/// <summary>A method of the application.</summary>
/// <param name="Assembly">Name of its assembly.</param>
/// <param name="Type">Full name of the type the user wrote it in; compiler-generated types are left out.</param>
/// <param name="Name">Name of the method the user wrote; a lambda has the name of the method around it.</param>
/// <param name="Key">What tells it from all others, lambdas included; of no meaning besides.</param>
public sealed record CodeMethod(string Assembly, string Type, string Name, string Key)
{
    /// <inheritdoc/>
    public override string ToString() => Type + "." + Name;
}
