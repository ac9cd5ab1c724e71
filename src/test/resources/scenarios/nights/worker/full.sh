echo made >/made
