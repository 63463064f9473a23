using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Static fields of the class library whose value is known.</summary>
internal static class KnownFields
{
    public static CodeValue? Value(FieldTarget field) => (field.Type, field.Name) switch
    {
        ("System.TimeSpan", "Zero") => new ConstantValue(TimeSpan.Zero),
        ("System.TimeSpan", "MaxValue") => new ConstantValue(TimeSpan.MaxValue),
        ("System.Threading.Timeout", "InfiniteTimeSpan") => new ConstantValue(Timeout.InfiniteTimeSpan),
        ("System.IO.Path", "DirectorySeparatorChar" or "AltDirectorySeparatorChar") => new ConstantValue((int)'/'),
        ("Microsoft.Extensions.Hosting.Environments", "Development" or "Production" or "Staging") => new ConstantValue(field.Name),
        _ => null,
    };
}
