using System.CommandLine;
using OpenShift.NET.Sdk.Guidelines.Severities;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary>The option <c>--profile</c>, in the words of the property <c>OpenShiftProfile</c>.</summary>
internal static class ProfileOption
{
    public static Option<string> Create(string description)
    {
        var option = new Option<string>("--profile") { Description = description, DefaultValueFactory = static _ => "recommended" };
        option.AcceptOnlyFromAmong("basic", "recommended", "strict");
        return option;
    }

    public static Profile Of(string text) => text switch
    {
        "basic" => Profile.Basic,
        "strict" => Profile.Strict,
        _ => Profile.Recommended,
    };
}
