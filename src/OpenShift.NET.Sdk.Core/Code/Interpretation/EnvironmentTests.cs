using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary><c>IsDevelopment()</c> and its like.</summary>
internal static class EnvironmentTests
{
    public static bool Knows(string type) => type is "Microsoft.Extensions.Hosting.HostEnvironmentEnvExtensions" or "Microsoft.AspNetCore.Hosting.HostingEnvironmentExtensions" or "Microsoft.Extensions.Hosting.HostingEnvironmentExtensions";

    public static EnvironmentTest? Evaluate(CallTarget target, CodeValue? receiver, CodeValue[] arguments)
    {
        if (!target.IsEnvironmentTest)
        {
            return null;
        }

        return target.Name switch
        {
            "IsDevelopment" => Only("Development"),
            "IsProduction" => Only("Production"),
            "IsStaging" => Only("Staging"),
            "IsEnvironment" when arguments is [_, { Text: { } name }] => Only(name),
            _ => null,
        };
    }

    /// <summary>The comparison of the environment's name with a constant; <see langword="null"/> when it is none.</summary>
    public static EnvironmentTest? Compare(CodeValue a, CodeValue b) =>
        IsName(a) && b.Text is { } right ? Only(right) : IsName(b) && a.Text is { } left ? Only(left) : null;

    private static EnvironmentTest Only(string name) => new(EnvironmentCondition.Only(name));

    private static bool IsName(CodeValue value) => value switch
    {
        RecordedResult { Call.Target: { Name: "get_EnvironmentName", Type: "Microsoft.Extensions.Hosting.IHostEnvironment" or "Microsoft.AspNetCore.Hosting.IWebHostEnvironment" or "Microsoft.AspNetCore.Hosting.IHostingEnvironment" } } => true,
        ConfigurationValue setting => HostEnvironmentName.IsVariable(setting),
        _ => false,
    };
}
