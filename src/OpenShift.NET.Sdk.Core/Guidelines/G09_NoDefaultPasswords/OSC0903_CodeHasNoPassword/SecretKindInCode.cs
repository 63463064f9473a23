namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0903_CodeHasNoPassword;

/// <summary>What a constant of the code is used as.</summary>
internal enum SecretKindInCode
{
    /// <summary>A password: any text that is not the name of one.</summary>
    Password,

    /// <summary>A key of a cipher, a signature or a token: any text or bytes.</summary>
    Key,

    /// <summary>The secret of a client of an identity provider: any text that is not the name of a parameter.</summary>
    ClientSecret,

    /// <summary>The key or token of another service: text that looks made by a machine.</summary>
    ApiKey,
}
