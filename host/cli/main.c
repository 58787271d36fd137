/* shortfall: the program in one process. */
#include "host/cli/session.h"

int main(int n_words, char **words)
{
    return sfl_status_exit_code(sfl_cli_main(n_words, words, NULL));
}
