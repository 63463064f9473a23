using Microsoft.CodeAnalysis;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Health;

namespace OpenShift.NET.Sdk.Tests.Code;

/// <summary>Health endpoints behind settings: what the code asks is evaluated with the settings of the pod.</summary>
[TestClass]
public sealed class HealthConditionTests
{
    private const string FeatureManagement = """
        namespace Microsoft.FeatureManagement
        {
            public interface IFeatureManager { System.Threading.Tasks.Task<bool> IsEnabledAsync(string feature); }
        }
        """;

    /// <summary>The condition as the code writes it, the settings, and whether the endpoint is there.</summary>
    public static IEnumerable<object[]> Conditions =>
    [
        .. Each("app.Configuration.GetValue(\"H:On\", false)", ("", "off"), ("H:On=True", "mapped"), ("H:On=false", "off"), ("H:On=0", "undecided")),
        .. Each("app.Configuration.GetValue(\"H:On\", true)", ("", "mapped"), ("H:On=false", "off")),
        .. Each("app.Configuration.GetValue<bool>(\"H:On\")", ("", "off"), ("H:On=true", "mapped")),
        .. Each("!app.Configuration.GetValue<bool>(\"H:Off\")", ("", "mapped"), ("H:Off=true", "off")),
        .. Each("app.Configuration.GetValue<bool?>(\"H:On\") ?? true", ("", "mapped"), ("H:On=false", "off")),
        .. Each("app.Configuration.GetValue<bool?>(\"H:On\") == true", ("", "off"), ("H:On=true", "mapped")),
        .. Each("app.Configuration.GetValue<bool?>(\"H:On\") is not false", ("", "mapped"), ("H:On=false", "off")),
        .. Each("app.Configuration.GetSection(\"H\").GetValue<bool>(\"On\")", ("", "off"), ("H:On=true", "mapped")),
        .. Each("app.Configuration[\"H:On\"] == \"true\"", ("", "off"), ("H:On=true", "mapped"), ("H:On=True", "off")),
        .. Each("app.Configuration[\"H:On\"] != \"no\"", ("", "mapped"), ("H:On=no", "off")),
        .. Each("string.Equals(app.Configuration[\"H:On\"], \"true\", StringComparison.OrdinalIgnoreCase)", ("", "off"), ("H:On=True", "mapped")),
        .. Each("app.Configuration[\"H:On\"] is \"yes\" or \"1\"", ("", "off"), ("H:On=1", "mapped"), ("H:On=yes", "mapped"), ("H:On=2", "off")),
        .. Each("bool.Parse(app.Configuration[\"H:On\"] ?? \"true\")", ("", "mapped"), ("H:On=false", "off")),
        .. Each("bool.TryParse(app.Configuration[\"H:On\"], out bool found) && found", ("", "off"), ("H:On=true", "mapped")),
        .. Each("!string.IsNullOrEmpty(app.Configuration[\"H:Path\"])", ("", "off"), ("H:Path=/x", "mapped")),
        .. Each("app.Configuration[\"H:Path\"] is not null", ("", "off"), ("H:Path=", "mapped")),
        .. Each("app.Configuration.GetSection(\"H\").Exists()", ("", "off"), ("H:Any=1", "mapped")),
        .. Each("app.Configuration.GetValue<int>(\"H:Port\") > 0", ("", "off"), ("H:Port=8081", "mapped")),
        .. Each("app.Configuration.GetValue(\"H:Level\", 2) >= 2", ("", "mapped"), ("H:Level=1", "off")),
        .. Each("Environment.GetEnvironmentVariable(\"H_ON\") == \"1\"", ("", "off"), ("$H_ON=1", "mapped")),
        .. Each("app.Configuration.GetValue<bool>(\"A\") && app.Configuration.GetValue<bool>(\"B\")", ("A=true", "off"), ("A=true,B=true", "mapped")),
        .. Each("app.Configuration.GetValue<bool>(\"A\") || app.Configuration.GetValue<bool>(\"B\")", ("", "off"), ("B=true", "mapped"), ("A=true", "mapped")),
        .. Each("app.Environment.IsDevelopment() || app.Configuration.GetValue<bool>(\"H:On\")", ("", "off"), ("H:On=true", "mapped"), ("$ASPNETCORE_ENVIRONMENT=Development", "mapped")),
        .. Each("app.Environment.IsDevelopment()", ("", "other"), ("$ASPNETCORE_ENVIRONMENT=Development", "mapped"), ("$DOTNET_ENVIRONMENT=Development", "mapped")),
        .. Each("!app.Environment.IsProduction()", ("", "other"), ("$ASPNETCORE_ENVIRONMENT=Staging", "mapped")),
        .. Each("app.Configuration[\"H:Mode\"]!.StartsWith(\"on\", StringComparison.Ordinal)", ("H:Mode=on", "undecided")),
        .. Each("app.Configuration.GetSection(\"H\").Get<HealthOptions>()!.On", ("H:On=true", "mapped"), ("H:Off=1", "off")),
        .. Each("app.Configuration.GetSection(\"H\").Get<HealthOptions>()!.Default", ("H:On=true", "mapped"), ("H:Default=false", "off")),
        .. Each("app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<HealthOptions>>().Value.On", ("", "off"), ("H:On=true", "mapped")),
        .. Each("await app.Services.GetRequiredService<Microsoft.FeatureManagement.IFeatureManager>().IsEnabledAsync(\"Health\")", ("", "off"), ("FeatureManagement:Health=true", "mapped"), ("FeatureManagement:Health:EnabledFor:0:Name=X", "undecided")),
        .. Each("Switches.Health(app.Configuration)", ("", "off"), ("A=true", "off"), ("A=true,B=true", "mapped")),
        .. Each("args.Length > 3", ("", "mapped")),
    ];

    [TestMethod]
    [DynamicData(nameof(Conditions))]
    public void An_endpoint_behind_a_setting_is_there_when_the_pod_has_it_so(string condition, string settings, string expected)
    {
        foreach (OptimizationLevel optimization in (OptimizationLevel[])[OptimizationLevel.Release, OptimizationLevel.Debug])
        {
            foreach (string program in (string[])[$"if ({condition}) app.MapHealthChecks(\"/healthz\");", $"bool wanted = {condition}; if (!wanted) {{ app.MapGet(\"/a\", () => \"\"); }} else {{ app.MapHealthChecks(\"/healthz\"); }} app.MapGet(\"/b\", () => \"\");"])
            {
                HealthEndpoint endpoint = Find(program, settings, optimization);
                Assert.AreEqual(expected, Name(endpoint.Presence), $"{optimization} {program}\n{endpoint.Settings}");
            }
        }
    }

    [TestMethod]
    public void A_way_out_before_the_endpoint_counts_as_well()
    {
        const string Program = "if (!app.Configuration.GetValue<bool>(\"H:On\")) { app.Run(); return; } app.MapHealthChecks(\"/healthz\");";
        Assert.AreEqual(EndpointPresence.SwitchedOff, Find(Program, "").Presence);
        Assert.AreEqual(EndpointPresence.Mapped, Find(Program, "H:On=true").Presence);
    }

    [TestMethod]
    public void What_both_ways_map_is_always_there() =>
        Assert.AreEqual("always", Find("if (app.Configuration.GetValue<bool>(\"A\")) { app.MapGet(\"/a\", () => \"\"); } app.MapHealthChecks(\"/healthz\");", "").Settings.ToString());

    [TestMethod]
    public void Why_an_endpoint_is_not_there_is_said_without_values_that_could_be_secrets()
    {
        HealthEndpoint off = Find("if (app.Configuration.GetValue(\"H:On\", false)) app.MapHealthChecks(\"/healthz\");", "");
        Assert.AreEqual("only when H:On is true, and in the pod it is not set (the code's default is false)", off.WhyAbsent);
        Assert.AreEqual("Add <OpenShiftSetting Include=\"H__On\" Default=\"true\" />, or map it whatever the settings are.", off.Remedy(""));
        HealthEndpoint other = Find("if (app.Configuration[\"H:Key\"] == \"a\" && app.Configuration[\"H:Mode\"] == \"b\") app.MapHealthChecks(\"/healthz\");", "H:Key=hunter2");
        Assert.AreEqual("only when H:Key is 'a' and H:Mode is 'b', and in the pod H:Key has another value and H:Mode is not set", other.WhyAbsent);
        HealthEndpoint wrong = Find("if (app.Configuration.GetValue(\"H:On\", false)) app.MapHealthChecks(\"/healthz\");", "H:On=perhaps");
        Assert.AreEqual("only when H:On is true, and in the pod that cannot be told (it has a value the code cannot convert)", wrong.WhyAbsent);
    }

    [TestMethod]
    public void Conditions_stay_small()
    {
        SettingCondition all = SettingCondition.Never;
        for (int i = 0; i < 40; i++)
        {
            SettingCondition one = SettingCondition.Of(new SettingTest(new("K" + i), SettingComparison.Exists)).And(SettingCondition.Of(new SettingTest(new("All"), SettingComparison.Exists)));
            all = all.Or(one);
        }

        Assert.AreEqual("All is set", all.ToString());
        var a = SettingCondition.Of(new SettingTest(new("A"), SettingComparison.IsTrue));
        var notA = SettingCondition.Of(new SettingTest(new("A"), SettingComparison.IsTrue, Negated: true));
        Assert.IsTrue(a.Or(notA).IsAlways);
        Assert.IsTrue(a.And(notA).IsNever);
        Assert.AreSame(a, a.Or(a.And(SettingCondition.Of(new SettingTest(new("B"), SettingComparison.Exists)))));
    }

    private static IEnumerable<object[]> Each(string condition, params (string Settings, string Expected)[] cases) => cases.Select(c => new object[] { condition, c.Settings, c.Expected });

    private static string Name(EndpointPresence presence) => presence switch
    {
        EndpointPresence.Mapped => "mapped",
        EndpointPresence.SwitchedOff => "off",
        EndpointPresence.OtherEnvironment => "other",
        _ => "undecided",
    };

    private static HealthEndpoint Find(string program, string settings, OptimizationLevel optimization = OptimizationLevel.Release)
    {
        CodeFacts code = Compiled.CSharp(
            $$"""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.Configure<HealthOptions>(builder.Configuration.GetSection("H"));
            var app = builder.Build();
            {{program}}
            app.Run();
            public sealed class HealthOptions { public bool On { get; set; } public bool Default { get; set; } = true; }
            public static class Switches
            {
                public static bool Health(IConfiguration configuration) => configuration.GetValue<bool>("A") && configuration.GetValue<bool>("B");
            }
            """,
            FeatureManagement,
            optimization);
        Assert.IsTrue(code.IsComplete);
        var values = settings.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static s => s.Split('=')).ToDictionary(static p => p[0], static p => p[1], StringComparer.OrdinalIgnoreCase);
        return HealthEndpoints.Find(code, values).Single(static e => e.Path == "/healthz");
    }
}
