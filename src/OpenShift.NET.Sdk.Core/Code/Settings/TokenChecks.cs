using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>
/// Settings without which no token is good: the key that it is signed with, which may be no empty text either; who issues it and for whom it is, where nothing else says so and the check is not
/// turned off; and the secret of a client that asks for tokens as itself (RFC 6749, section 4.4.2: the client must authenticate).
/// </summary>
internal static class TokenChecks
{
    private const string Parameters = "Microsoft.IdentityModel.Tokens.TokenValidationParameters";

    // What a token is made with says nothing of what is asked of others.
    private const string Descriptor = "Microsoft.IdentityModel.Tokens.SecurityTokenDescriptor";

    // What is checked, the property that turns the check off, and what else says what is right.
    private static readonly (KnownApi Value, KnownApi Check, string[] Otherwise)[] s_checks =
    [
        (Parameters + "::set_ValidIssuer", Parameters + "::set_ValidateIssuer",
            ["set_ValidIssuers", "set_IssuerValidator", "set_IssuerValidatorAsync", "set_IssuerValidatorUsingConfiguration", "set_Authority", "set_MetadataAddress", "set_ConfigurationManager", "set_Configuration"]),
        (Parameters + "::set_ValidAudience", Parameters + "::set_ValidateAudience", ["set_ValidAudiences", "set_AudienceValidator", "set_Audience"]),
    ];

    private static readonly string[] s_options = ["Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions", "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions"];
    private static readonly KnownApi s_bind = "Microsoft.Extensions.Configuration.ConfigurationBinder::Bind";

    // services.Configure<JwtBearerOptions>(section), AddOptions<JwtBearerOptions>().Bind(section), .BindConfiguration("Jwt").
    private static readonly KnownApi[] s_configure =
    [
        "Microsoft.Extensions.DependencyInjection.OptionsConfigurationServiceCollectionExtensions::Configure",
        "Microsoft.Extensions.DependencyInjection.OptionsBuilderConfigurationExtensions::Bind*",
    ];

    private static readonly KnownApi s_key = "Microsoft.IdentityModel.Tokens.SymmetricSecurityKey::.ctor";
    private static readonly KnownApi[] s_bytes = ["System.Text.Encoding::GetBytes", "System.Convert::FromBase64String"];

    private static readonly KnownApi[] s_clientSecrets = ["IdentityModel.Client.ProtocolRequest::set_ClientSecret", "Duende.IdentityModel.Client.ProtocolRequest::set_ClientSecret"];

    /// <summary>The settings, each with the call that gets it.</summary>
    /// <param name="code">The code.</param>
    /// <param name="environment">Name of the environment.</param>
    /// <param name="settings">The application's settings by full key, compared without case; variables also as <c>$NAME</c>.</param>
    public static IEnumerable<(ConfigurationValue Setting, CodeCall Call)> Needed(CodeFacts code, string environment, IReadOnlyDictionary<string, string> settings)
    {
        foreach ((KnownApi value, KnownApi check, string[] otherwise) in s_checks)
        {
            foreach (CodeCall call in code.CallsTo(value).Where(c => c.Reachable && c.SettingsIn(environment).Evaluate(settings) == true))
            {
                if (Given(call) is { } setting
                    && !IsFilledElsewhere(code)
                    && !code.CallsTo(check).Any(static c => c.Argument(c.Arguments.Length - 1) is not ConstantValue { Value: true or 1 })
                    && !code.NamedMethods.Any(m => otherwise.Contains(m.Method) && m.Type != Descriptor))
                {
                    yield return (setting, call);
                }
            }
        }

        // Refused where it has no byte (IDX10703), which a check for null lets pass.
        foreach (CodeCall call in code.CallsTo(s_key).Where(c => c.Reachable && c.SettingsIn(environment).Evaluate(settings) == true))
        {
            if (call.Argument(0) is ResultValue { Call: var bytes } && Array.Exists(s_bytes, b => b.Matches(bytes.Type, bytes.Method)) && Given(bytes) is { } key)
            {
                yield return (key, call);
            }
        }

        // A client with a certificate or a key of its own shows an assertion instead.
        foreach (CodeCall call in code.CallsTo(s_clientSecrets).Where(c => c.Reachable && c.SettingsIn(environment).Evaluate(settings) == true))
        {
            if (call.Subject is ObjectValue { Type: var request } && request.EndsWith(".ClientCredentialsTokenRequest", StringComparison.Ordinal) && Given(call) is { } secret && !code.NamedMethods.Any(static m => m.Method == "set_ClientAssertion"))
            {
                yield return (secret, call);
            }
        }
    }

    // A section that is bound to the options, and libraries that set them up, can bring what is right or turn the check off.
    private static bool IsFilledElsewhere(CodeFacts code) =>
        code.NamedMethods.Any(static m => m.Method.StartsWith("AddMicrosoftIdentityWeb", StringComparison.Ordinal))
        || code.CallsTo(s_configure).Any(static c => c.TypeArguments.Any(static t => s_options.Contains(t)))
        || (code.NamedMethods.Any(static m => s_bind.Matches(m.Type, m.Method)) && (code.CallsTo(s_bind).ToArray() is not { Length: > 0 } binds || Array.Exists(binds, c => c.Arguments.Skip(1).Any(v => MayBeOptions(code, v)))));

    private static bool MayBeOptions(CodeFacts code, CodeValue value) => value switch
    {
        ConstantValue or DelegateValue => false,
        ObjectValue made => made.Type == Parameters || s_options.Contains(made.Type),
        ParameterValue { Type: var type } => !code.Types.Any(t => t.Name == type),
        _ => true,
    };

    // The setting that is handed on, where nothing else is taken without it.
    private static ConfigurationValue? Given(CodeCall call) =>
        call.Argument(call.Arguments.Length - 1) is ConfigurationValue { Key.Length: > 0, Default: null or ConstantValue { Value: null or "" } } setting ? setting with { Default = null } : null;
}
