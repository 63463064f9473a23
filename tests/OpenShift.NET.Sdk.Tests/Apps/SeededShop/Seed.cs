public class Seed(ILogger<Seed> logger)
{
    private const string PasswordKey = "Shop:Password";
    private const string Label = "Password";

    public void Run()
    {
        var user = new User { Name = "admin", Password = "P@ssw0rd" };
        logger.LogInformation("{Label} of {Key} is set for {Name}", Label, PasswordKey, user.Name);
    }
}

public class User
{
    public string Name { get; set; } = "";
    public string Password { get; set; } = "";
}
