namespace Legacy;

public class Accounts
{
    public string Administrator { get; set; } = "admin";

    // Signs the administrator in on the first day.
    public string AdminPassword { get; set; } = "Winter2019";
}
