using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1314_ProtectionKeysAreKept;

/// <summary>Where code makes an application protect data that browsers or other pods bring back.</summary>
internal static class DataProtectionUse
{
    private const string Services = "Microsoft.Extensions.DependencyInjection.";

    // What makes an application protect data that browsers or other pods bring back.
    private static readonly KnownApi[] s_uses =
    [
        Services + "CookieExtensions::AddCookie",
        Services + "SessionServiceCollectionExtensions::AddSession",
        Services + "DataProtectionServiceCollectionExtensions::AddDataProtection",
        Services + "IdentityServiceCollectionExtensions::AddIdentity",
        Services + "IdentityServiceCollectionUIExtensions::AddDefaultIdentity",
        Services + "IdentityServiceCollectionExtensions::AddIdentityApiEndpoints",
        "Microsoft.AspNetCore.Identity.IdentityCookieAuthenticationBuilderExtensions::AddIdentityCookies",
        Services + "OpenIdConnectExtensions::AddOpenIdConnect",
        Services + "BearerTokenExtensions::AddBearerToken",
        "Microsoft.AspNetCore.DataProtection.IDataProtectionProvider::CreateProtector",
        "Microsoft.AspNetCore.DataProtection.DataProtectionCommonExtensions::CreateProtector",
    ];

    private static readonly KnownApi s_identity = Services + "IdentityServiceCollectionExtensions::AddIdentity";
    private static readonly KnownApi s_jwt = Services + "JwtBearerExtensions::AddJwtBearer";

    // A form that was open over a restart is sent a second time, and nothing is lost: of one pod no more than a wish.
    private static readonly KnownApi[] s_forms =
    [
        Services + "AntiforgeryServiceCollectionExtensions::AddAntiforgery",
        "Microsoft.AspNetCore.Builder.AntiforgeryApplicationBuilderExtensions::UseAntiforgery",
    ];

    // Pages whose forms get an antiforgery token without being told: only where there is a form.
    private static readonly KnownApi[] s_pages =
    [
        Services + "MvcServiceCollectionExtensions::AddRazorPages",
        Services + "MvcServiceCollectionExtensions::AddControllersWithViews",
        Services + "MvcServiceCollectionExtensions::AddMvc",
    ];

    private static readonly KnownApi s_tagHelper = "Microsoft.AspNetCore.Mvc.Razor.RazorPageBase::CreateTagHelper";

    private static readonly KnownApi[] s_formsInPages =
    [
        "Microsoft.AspNetCore.Mvc.Rendering.HtmlHelperFormExtensions::BeginForm",
        "Microsoft.AspNetCore.Mvc.Rendering.IHtmlHelper::BeginForm",
        "Microsoft.AspNetCore.Mvc.Rendering.IHtmlHelper::AntiForgeryToken",
    ];

    // What a page of Blazor Server carries to its circuit is protected.
    private static readonly KnownApi[] s_circuits =
    [
        Services + "ComponentServiceCollectionExtensions::AddServerSideBlazor",
        Services + "ServerRazorComponentsBuilderExtensions::AddInteractiveServerComponents",
    ];

    /// <summary>The first call that does; <see langword="null"/> when none does.</summary>
    public static CodeCall? Of(CodeFacts code) => code.CallsTo(s_uses).FirstOrDefault(c => c.InProduction && !(s_identity.Matches(c) && OnlyKeepsUsers(code))) ?? FormsOf(code);

    // AddIdentity as a store of users whose tokens are JWTs: nobody is signed in by a cookie, and no token of Identity is made.
    private static bool OnlyKeepsUsers(CodeFacts code) =>
        code.IsReadWhole && code.CallsTo(s_jwt).Any(static c => c.InProduction)
        && !code.NamedMethods.Any(m => m.Type.StartsWith("Microsoft.AspNetCore.Identity.SignInManager`", StringComparison.Ordinal) || m.Method.StartsWith("SignIn", StringComparison.Ordinal) || m.Method == "MapIdentityApi" || m.Method == "AddDefaultUI"
            || (IsOfUsers(m.Type) && m.Method.Contains("Token", StringComparison.Ordinal) && !IsUsedUp(code, m.Method)));

    private static bool IsOfUsers(string type) => type.StartsWith("Microsoft.AspNetCore.Identity.UserManager`", StringComparison.Ordinal);

    // GeneratePasswordResetTokenAsync and ResetPasswordAsync in one method: no key has to outlive it.
    private static bool IsUsedUp(CodeFacts code, string method)
    {
        CodeCall[] made = [.. code.Calls.Where(c => IsOfUsers(c.Type) && c.Method == method)];
        return made.Length > 0 && s_usedUp.FirstOrDefault(u => u.Made == method).Used is { } used && made.All(m => code.Calls.Any(c => IsOfUsers(c.Type) && c.Method == used && c.In.Key == m.In.Key));
    }

    private static readonly (string Made, string Used)[] s_usedUp =
    [
        ("GeneratePasswordResetTokenAsync", "ResetPasswordAsync"),
        ("GenerateEmailConfirmationTokenAsync", "ConfirmEmailAsync"),
        ("GenerateChangeEmailTokenAsync", "ChangeEmailAsync"),
        ("GenerateChangePhoneNumberTokenAsync", "ChangePhoneNumberAsync"),
    ];

    /// <summary>Whether a call is only of forms or circuits, which a restart costs little.</summary>
    public static bool IsOfForms(CodeCall use) => !s_uses.Any(u => u.Matches(use));

    private static CodeCall? FormsOf(CodeFacts code) =>
        code.CallsTo(s_forms).FirstOrDefault(static c => c.InProduction)
        ?? code.CallsTo(s_circuits).FirstOrDefault(static c => c.InProduction)
        ?? (HasForm(code) ? code.CallsTo(s_pages).FirstOrDefault(static c => c.InProduction) : null);

    private static bool HasForm(CodeFacts code) =>
        code.CallsTo(s_formsInPages).Any(static c => c.InProduction)
        || code.CallsTo(s_tagHelper).Any(static c => c.InProduction && c.TypeArguments is ["Microsoft.AspNetCore.Mvc.TagHelpers.FormTagHelper"]);
}
